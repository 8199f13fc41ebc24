import Glibc
import Linux
import Synchronization
import Testing

@testable import Router

@Suite("Access log") struct AccessLogTests {
    /// Two logs of one path stand for two workers: they share nothing but the file system.
    @Test func `two workers that write and turn over one file lose no line and tear none`() throws {
        let directory = try ScratchDirectory()
        let folder = directory.path
        let path = folder + "/access.log"
        let logs = try (0..<2).map { _ in try AccessLog(path: path, bytesMax: 20_000) }
        let isOver = Atomic<Bool>(false)
        let kept = Mutex<Set<FilePlace>>([])
        // Keeps every file that was there by a link of its own: the next turn but one takes its place.
        let collector = try BackgroundThread("collector") {
            while !isOver.load(ordering: .acquiring) {
                guard let file = try? Descriptor.open(path, O_RDONLY), let place = try? FilePlace(descriptor: file.number) else {
                    continue
                }
                kept.withLock { kept in
                    if !kept.contains(place), link(path, "\(folder)/kept-\(kept.count)") == 0 { kept.insert(place) }
                }
            }
        }
        let writers = try logs.enumerated().map { writer, log in
            try BackgroundThread("writer") {
                for number in 0..<2_000 {
                    while let place = FilePlace(path), !kept.withLock({ $0.contains(place) }) { sched_yield() }
                    log.write(Array("\(writer) \(number) \(String(repeating: "x", count: 80))\n".utf8))
                }
            }
        }
        for writer in writers { writer.join() }
        isOver.store(true, ordering: .releasing)
        collector.join()
        var seen: [Int: [Int]] = [:]
        var files: Set<FilePlace> = []
        for name in try Files.list(directory.path) {
            let file = "\(directory.path)/\(name)"
            guard let place = FilePlace(file), files.insert(place).inserted else { continue }
            for line in try Files.text(file).split(separator: "\n") {
                let words = line.split(separator: " ")
                try #require(words.count == 3 && words[2].count == 80, "torn: \(line)")
                seen[try #require(Int(words[0])), default: []].append(try #require(Int(words[1])))
            }
        }
        #expect(files.count > 3, "it was turned over")
        for writer in 0..<2 { #expect(seen[writer]?.sorted() == Array(0..<2_000)) }
        #expect(logs.allSatisfy { $0.lost.load(ordering: .relaxed) == 0 })
    }

    @Test func `a file that was moved away by another is not written to any more`() throws {
        let directory = try ScratchDirectory()
        let path = directory.path + "/access.log"
        let log = try AccessLog(path: path, bytesMax: 1 << 20)
        log.write(Array("one\n".utf8))
        try Files.rename(path, to: path + ".1")
        log.write(Array("two\n".utf8))
        #expect(try Files.text(path + ".1") == "one\n")
        #expect(try Files.text(path) == "two\n")
    }

    @Test func `goes on where something that is no file stands in its place`() throws {
        let directory = try ScratchDirectory()
        let path = directory.path + "/access.log"
        try #require(mkfifo(path, 0o600) == 0)
        let log = try AccessLog(path: path, bytesMax: 20_000)
        log.write(Array("one\n".utf8))
        #expect(try Files.text(path) == "one\n")
        try Files.remove(path)
        try Files.makeDirectory(path + "/inner")
        log.write(Array("two\n".utf8))
        #expect(try Files.text(path) == "two\n")
        #expect(log.lost.load(ordering: .relaxed) == 0)
        #expect(try Files.list(directory.path).count == 3)
    }
}
