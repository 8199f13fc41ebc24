import Model
import Operations
import Testing

@Suite("Config vars") struct ConfigVarsTests {
    private func refusal(_ changes: [String: String?]) -> Failure? {
        do throws(Failure) {
            _ = try ConfigVars.changed(["HOME": "/old", "A": "1"], by: changes)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["HOME", "PORT", "DYNO", "PWD", "SHLVL", "OLDPWD", "IFS", "PS4", "_"])
    func `one that has no effect is refused, and can be removed`(name: String) throws {
        let failure = try #require(refusal([name: "x"]))
        #expect(failure.code == .invalid && failure.message.hasPrefix("`\(name)` is set by the "))
        #expect(try ConfigVars.changed([name: "x"], by: [name: nil]).isEmpty)
    }

    @Test(arguments: ["\u{FFFD}", "a\u{FFFD}b", "a\0b"])
    func `a value that is no text is refused with a way to set it`(value: String) throws {
        let failure = try #require(refusal(["KEY": value]))
        #expect(failure.code == .invalid)
        #expect(failure.hint?.contains("base64") == true)
    }

    @Test(arguments: ["", "ü 🎉\n\t'\"$HOME", String(repeating: "x", count: 60_000)])
    func `any text is a value`(value: String) throws {
        #expect(try ConfigVars.changed(["A": "1"], by: ["KEY": value]) == ["A": "1", "KEY": value])
    }

    @Test(arguments: ["", "1A", "a-b", "a b", "ä", "A=", String(repeating: "A", count: 257)])
    func `not every word is a name`(name: String) throws {
        #expect(refusal([name: "x"])?.code == .invalid)
    }

    @Test func `all are taken or none`() throws {
        #expect(refusal(["B": "1", "1C": nil])?.message == "`1C` cannot be the name of a config var")
    }

    @Test func `what is not there need not be removed`() throws {
        #expect(try ConfigVars.changed(["A": "1"], by: ["B": nil, "C": "3"]) == ["A": "1", "C": "3"])
    }

    @Test func `64 KB are the end, names and those that are there counted, and to the byte`() throws {
        let room = 65_536 - "HOME/oldA1".utf8.count - "BIG".utf8.count
        #expect(try ConfigVars.changed(["HOME": "/old", "A": "1"], by: ["BIG": String(repeating: "x", count: room)]).count == 3)
        let failure = try #require(refusal(["BIG": String(repeating: "x", count: room + 1)]))
        #expect(failure.code == .limit && failure.message == "the config vars are 65537 bytes together; the limit is 65536")
        #expect(refusal(["BIG": String(repeating: "é", count: room / 2 + 1)])?.code == .limit, "bytes, not characters")
        #expect(refusal(["BIG": String(repeating: "x", count: room + 1), "A": nil])?.code == nil, "what goes makes room")
    }
}
