"""Lists a folder in every form: names, lines, facts; whole, by a pattern, and one that is empty."""

from connection import connect

with connect() as ftp:
    assert sorted(ftp.nlst()) == ["a file.bin", "folder", "文件 ü.txt"]
    assert ftp.nlst("*.txt") == ["文件 ü.txt"]
    assert ftp.nlst("folder") == ["folder/b.txt"]

    lines = []
    ftp.dir(lines.append)
    assert len(lines) == 3, lines
    assert any(line.startswith("-rw") and line.endswith(" a file.bin") and " 12345 " in line for line in lines), lines
    assert any(line.startswith("drwx") and line.endswith(" folder") for line in lines), lines

    facts = dict(ftp.mlsd(facts=["type", "size", "perm"]))
    assert sorted(facts) == ["a file.bin", "folder", "文件 ü.txt"], facts
    assert facts["a file.bin"]["type"] == "file"
    assert facts["a file.bin"]["size"] == "12345"
    assert facts["folder"]["type"] == "dir"
    assert "modify" not in facts["folder"]

    ftp.mkd("empty")
    assert ftp.nlst("empty") == []
    assert list(ftp.mlsd("empty")) == []
