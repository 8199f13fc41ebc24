import FoundationEssentials
import Glibc
import Linux
import Model
import YAML

/// Has a child that has given up everything read what a stranger's `bin/release` printed.
struct ReleaseReading {
    private static let millisecondsMax: Int64 = 30_000
    private static let answerBytesMax = 256 << 10

    let workshop: Workshop
    /// Whose it is, for people.
    let buildpack: String

    func read(_ text: [UInt8]) throws -> ReleaseAnswer {
        guard !text.isEmpty else { return ReleaseAnswer() }
        try Files.makeDirectory(workshop.root.nothing, mode: 0o555)
        let input = try Descriptor.nameless(holding: text)
        let answer = try Descriptor.pipe().split()
        let reading = Descriptor(owning: answer.reading)
        let child: Child
        do {
            let writing = Descriptor(owning: answer.writing)
            var start = Child.Start()
            start.descriptors = [input.number, writing.number, nil]
            start.newSession = true
            start.deathSignal = SIGKILL
            start.outOfMemoryScore = 900
            let command = Command(
                Files.real("/proc/self/exe") ?? "/proc/self/exe",
                ["release", "--root", workshop.root.path, "--parent", "\(getpid())"],
                environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
            )
            child = try Child.spawn(command, start)
        }
        let deadline = Moment.monotonicMilliseconds() + Self.millisecondsMax
        let bytes = try Self.answer(from: reading.number, until: deadline)
        if bytes == nil { child.kill(SIGKILL) }
        let status = child.wait()
        try workshop.interruption.check()
        guard let bytes else { throw refusal("it was not read within \(Self.millisecondsMax / 1000) seconds") }
        guard status.isSuccess else {
            let words = String(decoding: bytes, as: UTF8.self).trimmed
            throw refusal(words.isEmpty ? "the process that reads it ended with \(status)" : words)
        }
        guard let read = try? JSONDecoder().decode(ReleaseAnswer.self, from: Data(bytes)) else { throw refusal("it cannot be read") }
        if let objection = read.objection { throw refusal(objection) }
        return read
    }

    private func refusal(_ why: String) -> Failure {
        Failure(
            .refused,
            "what bin/release of \(buildpack) prints cannot be used: \(why)",
            hint: "it is YAML such as `default_process_types: {web: bin/server}`, or nothing"
        )
    }

    /// Until its end; nil where that did not come in time, or there is too much of it.
    private static func answer(from number: Int32, until deadline: Int64) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var items = [pollfd(fd: number, events: Int16(POLLIN), revents: 0)]
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, poll(&items, 1, Int32(clamping: left)) != 0 else { return nil }
            guard items[0].revents != 0, let part = try readSome(from: number, limit: 1 << 18) else { continue }
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= answerBytesMax else { return nil }
        }
    }
}
