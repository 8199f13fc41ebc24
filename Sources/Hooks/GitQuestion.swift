import Glibc
import Linux
import Model

/// Something that git is asked about the repository that a hook runs in, answered while it is asked something else.
struct GitQuestion: ~Copyable {
    private let child: Child
    private let reading: Descriptor
    private static let answerBytesMax = 64 << 20

    private init(_ child: Child, _ reading: consuming Descriptor) {
        self.child = child
        self.reading = reading
    }

    static func ask(_ words: [String], _ environment: [String: String], input: [String] = []) throws -> GitQuestion {
        let source = try Descriptor.nameless(holding: Array(input.map { $0 + "\n" }.joined().utf8))
        let ends = try Descriptor.pipe().split()
        let writing = Descriptor(owning: ends.writing)
        let reading = Descriptor(owning: ends.reading)
        var start = Child.Start()
        // What it complains of is what we say in words of our own.
        start.descriptors = [source.number, writing.number, nil]
        return GitQuestion(try Child.spawn(Command("/usr/bin/git", words, environment: environment), start), reading)
    }

    /// The answer to a question of yes or no; nil where git could not say.
    consuming func verdict() throws -> Bool? {
        switch child.wait() {
        case .exited(0): true
        case .exited(1): false
        default: nil
        }
    }

    /// Whether it ended with status 0, and what it said.
    consuming func answer() throws -> (holds: Bool, lines: [Substring]) {
        var output: [UInt8] = []
        while let part = try readSome(from: reading.number), !part.isEmpty {
            output += part
            guard output.count <= Self.answerBytesMax else {
                child.kill(SIGKILL)
                _ = child.wait()
                throw Failure(.limit, "this repository has more refs than a push can be checked against")
            }
        }
        return (child.wait().isSuccess, String(decoding: output, as: UTF8.self).split(separator: "\n"))
    }
}
