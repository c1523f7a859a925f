"""Which texts do the tests tell their story with? Made up, in the form of real ones."""

OLD_REGULATION = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 126-QĐ/TW
Hà Nội, ngày 28 tháng 02 năm 2018
QUY ĐỊNH
một số vấn đề về phối hợp công tác
Điều 1. Phạm vi
1. Quy định này áp dụng cho các cấp ủy.
2. Các cấp ủy báo cáo hằng năm.
Điều 2. Hiệu lực
Quy định này có hiệu lực từ ngày ký.
T/M BỘ CHÍNH TRỊ
"""
REGULATION = """ĐẢNG CỘNG SẢN VIỆT NAM
BỘ CHÍNH TRỊ
Số 58-QĐ/TW
Hà Nội, ngày 08 tháng 02 năm 2022
QUY ĐỊNH
một số vấn đề về phối hợp công tác
Điều 1. Phạm vi
1. Quy định này áp dụng cho các cấp ủy.
2. Ban Tổ chức Trung ương chủ trì, phối hợp với Văn phòng Trung ương Đảng hướng dẫn thực hiện trước ngày 30/6/2022.
Điều 2. Trách nhiệm
1. Các tỉnh ủy, thành ủy ban hành kế hoạch thực hiện trong quý II năm 2022.
2. Các xã, phường lập sổ theo dõi nước giếng khơi.
Điều 3. Hiệu lực
Quy định này thay thế Quy định số 126-QĐ/TW, ngày 28/02/2018 của Bộ Chính trị và có hiệu lực từ ngày ký.
T/M BỘ CHÍNH TRỊ
"""
GUIDELINE = """ĐẢNG CỘNG SẢN VIỆT NAM
BAN TỔ CHỨC TRUNG ƯƠNG
Số 01-HD/BTCTW
Hà Nội, ngày 18 tháng 3 năm 2022
HƯỚNG DẪN
thực hiện Quy định số 58-QĐ/TW, ngày 08/02/2022 của Bộ Chính trị
I. NỘI DUNG
1. Các cấp ủy thực hiện khoản 2 Điều 1 Quy định số 58-QĐ/TW.
2. Văn phòng Tỉnh ủy tổng hợp, báo cáo Ban Tổ chức Trung ương trước ngày 15/12/2022.
T/L BAN TỔ CHỨC TRUNG ƯƠNG
"""
SECRET = "MẬT\n" + REGULATION
INTERNAL = "LƯU HÀNH NỘI BỘ\n" + GUIDELINE
