import Linux
import Model
import Planning
import Synchronization
import Testing

@testable import Builder

/// What stays of a push in its build log: the pusher reads the same.
@Suite("The transcript of a push") struct PushTranscriptTests {
    private let scratch = Scratch()

    private func log(bytesMax: Int64 = 1 << 20, _ write: (PushTranscript) -> Void) throws -> String {
        let path = scratch.path + "/log"
        write(try PushTranscript(log: path, bytesMax: bytesMax))
        return try Files.text(path)
    }

    @Test func `has Heroku's marks`() throws {
        let text = try log { transcript in
            transcript.step("Building")
            transcript.detail("with care")
            transcript.warning("it is large", hint: "make it smaller")
            transcript.failure(Failure(.refused, "no", hint: "so"))
        }
        #expect(
            text == """
                -----> Building
                       with care
                 !     it is large
                 !     make it smaller

                 !     no
                 !
                 !     so


                """
        )
    }

    @Test func `says again at the end of what failed in a step what it warned of before, where that is far above`() throws {
        let (failure, verdict) = (Failure(.buildFailed, "the step `pip` ended with status 1"), Failure(.refused, "Push rejected."))
        func text(lines: Int, _ failure: Failure) throws -> String {
            let path = "\(scratch.path)/\(lines)-\(failure.code)"
            let transcript = try PushTranscript(log: path, bytesMax: 1 << 20)
            transcript.warning("psycopg2 2.9.9 has no wheel", hint: "take 2.9.10")
            for line in 0..<lines { transcript.output(Array("gcc \(line)\n".utf8)) }
            transcript.rejection(failure, verdict)
            return try Files.text(path)
        }
        let again = " !     said further above: psycopg2 2.9.9 has no wheel\n !     take 2.9.10\n !     Push rejected.\n"
        #expect(try text(lines: 100, failure).hasSuffix(again))
        #expect(try !text(lines: 10, failure).contains("said further above"))
        #expect(try !text(lines: 100, Failure(.bootFailed, "web.1 did not come up")).contains("said further above"))
    }

    @Test func `writes commands as its reader calls them, in what steps say as well`() throws {
        let text = try log { transcript in
            transcript.commands = AppName("shop").map { PushedCommands("ssh git@host", of: $0) }
            transcript.warning("no", hint: "renga config:set A=b")
            transcript.output(Array("or renga config:set C=d\nrenga\n".utf8))
        }
        #expect(
            text == " !     no\n !     ssh git@host config:set -a shop A=b\n       or ssh git@host config:set -a shop C=d\n       renga\n"
        )
    }

    @Test func `indents a tool's lines, in whatever pieces they come, and ends the last one`() throws {
        let text = try log { transcript in
            for part in ["one\ntw", "o\n", "", "thr", "ee"] { transcript.output(Array(part.utf8)) }
            transcript.step("Next")
        }
        #expect(text == "       one\n       two\n       three\n-----> Next\n")
    }

    @Test func `shows the last state of a line that was drawn over, and nothing that moves the cursor`() throws {
        let text = try log { $0.output(Array("10%\r50%\r100%\n\u{1B}[2Jgone\u{7}\n".utf8)) }
        #expect(text == "       100%\n       gone^G\n")
    }

    @Test func `cuts a line without an end between two characters`() throws {
        let text = try log { transcript in
            for _ in 0..<3 { transcript.output(Array(String(repeating: "é", count: 9_000).utf8)) }
            transcript.endOutput()
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count > 1 && lines.allSatisfy { $0.utf8.count < 40_000 && !$0.contains("\u{FFFD}") && !$0.contains("\\x") })
        #expect(text.filter { $0 == "é" }.count == 27_000)
    }

    @Test func `leaves out what is too much of a tool's output, and says so once; the platform's own lines stay`() throws {
        let text = try log(bytesMax: 200) { transcript in
            for _ in 0..<100 { transcript.output(Array("a line of a tool\n".utf8)) }
            transcript.step("Done")
        }
        #expect(text.split(separator: "\n").filter { $0.contains("the rest is left out") }.count == 1)
        #expect(text.utf8.count < 400 && text.hasSuffix("-----> Done\n"))
    }

    @Test func `says after fifteen silent seconds that it goes on, with what a tool draws, and tears no line of the tool's`() throws {
        let clock = Mutex<Int64>(0)
        let path = scratch.path + "/log"
        let transcript = try PushTranscript(log: path, bytesMax: 1 << 20) { clock.withLock { $0 } }
        func pass(_ milliseconds: Int64) -> Int64? {
            clock.withLock { $0 += milliseconds }
            return transcript.look()
        }
        transcript.step("Installing")
        #expect(pass(14_000) == 1_000)
        transcript.output(Array("10%\r43% [###".utf8))
        #expect(pass(1_000) == 15_000)
        #expect(pass(10_000) == 5_000)
        transcript.output(Array("#]\n".utf8))
        #expect(pass(14_000) == 1_000)
        #expect(pass(1_000) == 15_000)
        transcript.endWatch()
        #expect(pass(60_000) == nil)
        #expect(
            try Files.text(path) == """
                -----> Installing
                       Still at it after 15s: 43%
                       43% [####]
                       Still at it after 40s

                """
        )
    }

    @Test func `says how far the one is of several that is heard`() throws {
        let clock = Mutex<Int64>(0)
        let path = scratch.path + "/log"
        let whole = try PushTranscript(log: path, bytesMax: 1 << 20) { clock.withLock { $0 } }
        let (first, second) = (PushTranscript(behind: whole), PushTranscript(behind: whole))
        first.open()
        first.output(Array("12% [#".utf8))
        second.output(Array("77% [######".utf8))
        clock.withLock { $0 += 15_000 }
        _ = whole.look()
        second.open()
        clock.withLock { $0 += 15_000 }
        _ = whole.look()
        #expect(try Files.text(path) == "       Still at it after 15s: 12%\n       Still at it after 30s: 77%\n")
    }
}
