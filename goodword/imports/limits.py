"""How large a file may be. Each bound keeps memory and time in hand, whatever comes in."""

FILE_BYTES = 2_000_000_000
CARD_FILE_BYTES = 200_000_000
LINE_BYTES = 8_000_000
COLUMNS = 2_000
SHEET_CELLS = 8_000_000
OLD_ERRORS = 1_000_000  # cells of an xls that hold an error: each is kept until its row is read
BOOK_BYTES = 300_000_000  # of a spreadsheet, unpacked
ARCHIVE_FILES = 200
ARCHIVE_BYTES = 2_000_000_000  # of all files of a zip, unpacked
PACKED_RATIO = 200  # a real table packs 5 to 50 times; a bomb a thousand times
SMALL_BYTES = 20_000_000  # what may unpack at any ratio
HEADER_WITHIN = 40  # records looked through for the header
SAMPLE = 200  # rows from which columns are guessed
WAYS = 60  # to reach one person
