import Glibc
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
        #expect(try tail.lines() == [:])
        try folder.append("T1\tshop\tat=info a\nT2\tother\tat=info b\nT3\tshop\tat=info c\n", to: "access.log")
        #expect(
            try tail.lines() == [
                .named("shop"): ["T1 heroku[router]: at=info a", "T3 heroku[router]: at=info c"],
                .named("other"): ["T2 heroku[router]: at=info b"],
            ]
        )
        #expect(try tail.lines() == [:])
    }

    @Test func `lines that are no lines are passed over`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("nonsense\nT\tNOT AN APP\tx\nT\tshop\tgood\n", to: "access.log")
        #expect(try tail.lines() == [.named("shop"): ["T heroku[router]: good"]])
    }

    @Test func `a torn line is read when its end has come, also by the next runner`() throws {
        let folder = try LogFolder()
        var first = tail(folder)
        try folder.append("T1\tshop\tone\nT2\tsh", to: "access.log")
        #expect(try first.lines() == [.named("shop"): ["T1 heroku[router]: one"]])
        var second = tail(folder)
        try folder.append("op\ttwo\n", to: "access.log")
        #expect(try second.lines() == [.named("shop"): ["T2 heroku[router]: two"]])
    }

    @Test func `a log that was moved away is read to its end, then the new one`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("T1\tshop\tone\n", to: "access.log")
        _ = try tail.lines()
        try folder.append("T2\tshop\ttwo\n", to: "access.log")
        try Files.rename(folder.path + "/access.log", to: folder.path + "/access.log.1")
        try folder.append("T3\tshop\tthree\n", to: "access.log")
        #expect(try tail.lines() == [.named("shop"): ["T2 heroku[router]: two", "T3 heroku[router]: three"]])
    }

    /// The folder is the router's user's.
    @Test func `what is no log of the router's is refused, and a log that comes in its place is read`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        let path = folder.path + "/access.log"
        try Files.replace(folder.path + "/secret", with: "T1\tshop\tsecret\n")
        try Files.link(path, to: folder.path + "/secret")
        #expect(throws: SystemError.self) { _ = try tail.read() }
        try Files.remove(path)
        try #require(mkfifo(path, 0o600) == 0)
        #expect(throws: SystemError.self) { _ = try tail.read() }
        try Files.remove(path)
        try Files.makeDirectory(path)
        #expect(throws: SystemError.self) { _ = try tail.read() }
        try Files.removeTree(path)
        try folder.append("T2\tshop\tgood\n", to: "access.log")
        #expect(try tail.lines() == [.named("shop"): ["T2 heroku[router]: good"]])
    }

    @Test func `of one that is larger than any, the end is read`() throws {
        let folder = try LogFolder()
        var tail = tail(folder)
        try folder.append("T1\tshop\told\n", to: "access.log")
        let file = try Descriptor.open(folder.path + "/access.log", O_WRONLY)
        try #require(ftruncate(file.number, 1 << 40) == 0)
        try folder.append("\nT2\tshop\tnew\n", to: "access.log")
        #expect(try tail.lines() == [.named("shop"): ["T2 heroku[router]: new"]])
    }
}

extension RouterLogTail {
    fileprivate mutating func lines() throws -> [AppName: [String]] {
        var all: [AppName: [String]] = [:]
        while true {
            let turn = try read()
            all.merge(turn.blocks.mapValues(\.texts)) { $0 + $1 }
            guard turn.isBehind else { break }
        }
        save()
        return all
    }
}
