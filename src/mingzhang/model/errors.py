"""What stops the program; bad data is a `Problem` or a `Finding` instead."""


class MingzhangError(Exception):
    """The program cannot go on; the message is one Chinese sentence for the user."""


class UnreadableFile(MingzhangError):
    """The input is no document of the kind it claims to be (无法读取的文件)."""


class WrongUsage(MingzhangError):
    """The command line asks for something that does not exist (用法错误)."""
