"""edXML (QCVN 102:2016/BTTTT): values to bytes and back. Strict in what it writes, tolerant in what it reads."""
