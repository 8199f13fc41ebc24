import Linux
import Model
import Testing

@testable import Runner

@Suite("The router's access log") struct RouterLogTailTests {
    private func tail(_ folder: LogFolder) -> RouterLogTail {
        RouterLogTail(path: folder.path + "/access.log", positionPath: folder.path + "/position")
    }

    @Test func `is told apart by app, each line once`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        #expect(try tail.read() == [:])
        try folder.append("T1\tshop\tat=info a\nT2\tother\tat=info b\nT3\tshop\tat=info c\n", to: "access.log")
        #expect(
            try tail.read() == [
                .named("shop"): ["T1 heroku[router]: at=info a", "T3 heroku[router]: at=info c"],
                .named("other"): ["T2 heroku[router]: at=info b"],
            ]
        )
        #expect(try tail.read() == [:])
    }

    @Test func `lines that are no lines are passed over`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("nonsense\nT\tNOT AN APP\tx\nT\tshop\tgood\n", to: "access.log")
        #expect(try tail.read() == [.named("shop"): ["T heroku[router]: good"]])
    }

    @Test func `a torn line is read when its end has come, also by the next runner`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try folder.append("T1\tshop\tone\nT2\tsh", to: "access.log")
        #expect(try first.read() == [.named("shop"): ["T1 heroku[router]: one"]])
        var second = tail(folder)
        try folder.append("op\ttwo\n", to: "access.log")
        #expect(try second.read() == [.named("shop"): ["T2 heroku[router]: two"]])
    }

    @Test func `a log that was moved away is read to its end, then the new one`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("T1\tshop\tone\n", to: "access.log")
        _ = try tail.read()
        try folder.append("T2\tshop\ttwo\n", to: "access.log")
        try Files.rename(folder.path + "/access.log", to: folder.path + "/access.log.1")
        try folder.append("T3\tshop\tthree\n", to: "access.log")
        #expect(try tail.read() == [.named("shop"): ["T2 heroku[router]: two", "T3 heroku[router]: three"]])
    }
}
