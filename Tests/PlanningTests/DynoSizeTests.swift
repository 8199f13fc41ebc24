import Model
import Planning
import Testing

@Suite("Sizes of dynos") struct DynoSizeTests {
    private static let machine: Int64 = 8 << 30

    private func read(_ text: String) throws -> String? {
        try DynoSizeChoice.read(text, Configuration().dyno, machine: Self.machine)
    }

    @Test func `are names, or amounts`() throws {
        #expect(try read("Standard-2X") == "standard-2x" && read("eco") == "eco" && read("performance-m") == "performance-m")
        #expect(try read("512MB") == "512MB" && read("1024 mb") == "1GB" && read("1gb") == "1GB" && read("64MB") == "64MB")
        #expect(try read("default") == nil)
    }

    @Test(arguments: [
        ("performance-l", "`performance-l` (14 GB) is more memory than this machine has", "it has 8 GB for all that runs on it"),
        ("9GB", "`9GB` is more memory than this machine has", "it has 8 GB for all that runs on it"),
        ("99999999999999999TB", "`99999999999999999TB` is more memory than this machine has", "it has 8 GB for all that runs on it"),
        ("63MB", "`63MB` is less than a dyno boots in", "64 MB is the least"),
        ("0MB", "`0MB` is less than a dyno boots in", "64 MB is the least"),
        ("512", "`512` says no unit", "write 512MB or 512GB"),
    ]) func `have bounds, and say them`(text: String, says: String, instead: String) throws {
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.message == says && failure?.hint == instead)
    }

    @Test(arguments: ["standrad-2x", "", "large", "-1GB", "1GB2"]) func `that nobody knows are named with those there are`(text: String)
        throws
    {
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.hint?.contains("standard-1x, standard-2x, performance-m") == true)
        #expect(failure?.hint?.hasPrefix("did you mean `standard-2x`?") == (text == "standrad-2x"))
    }

    @Test(arguments: [
        ("hobby", "basic", "512 MB"), ("free", "eco", "512 MB"), ("Standard", "standard-1x", "512 MB"), ("2X", "standard-2x", "1 GB"),
    ])
    func `that were called otherwise are named with what has their place`(text: String, now: String, memory: String) throws {
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.message == "`\(text)` is no size of a dyno any more")
        #expect(failure?.hint == "its place has `\(now)`, \(memory) of memory; or an amount such as 512MB or 1GB")
    }

    @Test func `are memory, and a share of the processors that grows with it`() {
        let limits = Configuration().dyno
        #expect(limits.sized(nil) == limits && limits.sized("standard-1x") == limits && limits.sized("gone") == limits)
        let twice = limits.sized("standard-2x")
        #expect(twice.memoryBytes == 1 << 30 && twice.cpuShares == 2048 && twice.processesMax == 512)
        let less = limits.sized("128MB")
        #expect(less.memoryBytes == 128 << 20 && less.cpuShares == 256 && less.processesMax == 256)
        #expect(limits.sized("9000000GB").cpuShares == 262_144)
    }

    @Test func `stand behind a quantity`() {
        #expect(ScaleChange("web=2:1GB")?.size == "1GB" && ScaleChange("web=2:1GB")?.amount == .exactly(2))
        #expect(ScaleChange("web+1:standard-2x")?.size == "standard-2x" && ScaleChange("web=2")?.size == nil)
        #expect(ScaleChange("web=2:") == nil && ScaleChange("web:1GB") == nil)
    }
}
