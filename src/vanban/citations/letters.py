"""Which letters are capitals? For patterns: ranges over Vietnamese letters would take in small ones."""

CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"  # inside [ ]
SMALL = CAPITALS.replace("A-Z", "").lower() + "a-z"
