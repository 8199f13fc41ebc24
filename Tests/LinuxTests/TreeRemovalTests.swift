import Glibc
import Linux
import Testing

@Suite("Removing a tree") struct TreeRemovalTests {
    /// Deeper than descriptors or a thread's stack would allow for, as a dyno can make it.
    @Test func `takes one of any depth`() throws {
        let path = "/var/tmp/renga-deep-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path)
        let script = "import os\nfor i in range(5000):\n os.mkdir('d'); open('f', 'w'); os.chdir('d')\n"
        try Command("/usr/bin/python3", ["-c", script], workingDirectory: path).check()
        let done = try BackgroundThread("removal") { try? Files.removeTree(path) }
        done.join()
        #expect(!Files.exists(path))
    }

    @Test func `takes one that somebody fills meanwhile`() throws {
        let path = "/var/tmp/renga-deep-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path + "/inner/most")
        let places = ["/inner/most", ""].map { open(path + $0, O_RDONLY | O_DIRECTORY) }
        defer { for place in places { close(place) } }
        // Until it cannot any more: a directory that is gone takes no files.
        let filler = try BackgroundThread("filler") {
            for number in 0..<20_000 {
                let made = places.map { openat($0, "f\(number)", O_WRONLY | O_CREAT, 0o600) }
                for file in made where file >= 0 { close(file) }
                if made.allSatisfy({ $0 < 0 }) { return }
            }
        }
        try Files.removeTree(path)
        filler.join()
        #expect(!Files.exists(path))
    }

    @Test func `follows no link and tells what is mounted in it`() throws {
        let path = "/var/tmp/renga-deep-\(getpid())-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(path + "/tree/inner")
        try Files.replace(path + "/kept", with: "kept")
        try Files.link(path + "/tree/link", to: path)
        try Command("/usr/bin/mount", ["-t", "tmpfs", "tmpfs", path + "/tree/inner"]).check()
        #expect(throws: SystemError.self) { try Files.removeTree(path + "/tree") }
        try Command("/usr/bin/umount", [path + "/tree/inner"]).check()
        try Files.removeTree(path + "/tree")
        #expect(!Files.exists(path + "/tree"))
        #expect(try Files.text(path + "/kept") == "kept")
        try Files.removeTree(path)
    }
}
