import Model
import Testing

@Suite("A file of config vars") struct EnvFileTests {
    private func read(_ text: String) throws(Failure) -> [String: String] { try EnvFile.read(Array(text.utf8), file: ".env") }

    @Test(arguments: [
        ("A=1\nB=2", ["A": "1", "B": "2"]), ("", [:]), ("\n \t\n# only\n  # this\n", [:]),
        ("export A=1\n  export\tB = 2 \n", ["A": "1", "B": "2"]),
        ("A=\nB=''\nC=\"\"\n", ["A": "", "B": "", "C": ""]), ("A=a b # comment\nB=a#b\nC=#x", ["A": "a b", "B": "a#b", "C": ""]),
        ("A=$HOME/${B}\\n\nB=C:\\dir\nC=it's\n", ["A": "$HOME/${B}\\n", "B": "C:\\dir", "C": "it's"]),
        ("A='$x \\n # \"' # c\nB=\"a\\nb\\t\\\"\\\\\\$\\`\\x\"\n", ["A": "$x \\n # \"", "B": "a\nb\t\"\\$`\\x"]),
        ("A='one\n\n# two\n'\nB=2\n", ["A": "one\n\n# two\n", "B": "2"]), ("A='it'\\''s'\"!\"\n", ["A": "it's!"]),
        ("\u{FEFF}A=1\r\nB='x\r\ny'\r\n", ["A": "1", "B": "x\ny"]), ("A='x\r\ny'\nB=1\r\n", ["A": "x\r\ny", "B": "1"]),
        ("A=b=c==\nDSN=host=db user=x\n", ["A": "b=c==", "DSN": "host=db user=x"]), ("A=ü⬢\n", ["A": "ü⬢"]),
    ]) func `is read as its authors mean it`(text: String, vars: [String: String]) throws { #expect(try read(text) == vars) }

    @Test(arguments: [
        ("A=1\nno sign\n", 2, "there is no `=` in it"), ("\n\n1A=x", 3, "cannot be the name"), ("=x", 1, "cannot be the name"),
        ("A: b\nC=1", 1, "there is no `=`"), ("a-b=secret", 1, "cannot be the name"), ("A=1\nB='x\n\n", 2, "never closed"),
        ("A=\"x", 1, "never closed"), ("A='x'y", 1, "behind a closing quote"), ("A='x' y", 1, "behind a closing quote"),
        ("A=1\nB=2\nA=3", 3, "`A` is in line 1 already"), ("A='x\ny'\nB", 3, "there is no `=`"), ("A='x\\", 1, "never closed"),
        ("A=''\\", 1, "ends with a `\\`"),
    ]) func `with a line that cannot be understood is refused with its number`(text: String, line: Int, words: String) throws {
        let failure = try #require(throws: Failure.self) { try read(text) }
        #expect(failure.message.hasPrefix(".env, line \(line): ") && failure.message.contains(words), "\(failure)")
        #expect(!failure.description.contains("secret"))
    }

    @Test func `that is no text, or too large, is refused`() throws {
        let invalid = try #require(throws: Failure.self) { try EnvFile.read(Array("A=1\nB=".utf8) + [0xFF], file: "x") }
        #expect(invalid.message == "x, line 2 is not UTF-8 text")
        #expect(throws: Failure.self) { try EnvFile.read(Array("A=\0".utf8), file: "x") }
        let large = try #require(throws: Failure.self) { try EnvFile.read(Array(repeating: 10, count: EnvFile.bytesMax + 1), file: "x") }
        #expect(large.code == .limit)
    }

    @Test(arguments: ["", "a b", "it's", "'", "a\nb\n", "\n", "$HOME", "\\", "a\r\nb", "#", " x ", "ü\t\"", "\u{1B}[0m", "=", "''"])
    func `is read as it was written`(value: String) throws {
        let text = EnvFile.line("A", value) + "\n" + EnvFile.line("B", "1") + "\n"
        #expect(try read(text) == ["A": value, "B": "1"])
    }
}
