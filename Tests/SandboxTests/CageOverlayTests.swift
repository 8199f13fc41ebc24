import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("A tree of layers within a cage") struct CageOverlayTests {
    @Test func `has what they have, takes what is written, and leaves them as they were`() throws {
        let bench = try Bench()
        let layers = ["one", "two"].map { "\(bench.directory)/layers:,\($0)" }
        for (layer, name) in zip(layers, ["a", "b"]) {
            try Files.makeDirectory(layer)
            try Files.replace("\(layer)/\(name)", with: name)
            try Files.replace("\(layer)/both", with: name)
        }
        var cage = try bench.shell("cd /tmp/build && cat a b both && rm a && echo c > c && stat -c %u . && ls /app")
        let upper = bench.directory + "/upper"
        cage.overlays = [.init(lowers: layers, upper: upper, work: bench.directory + "/work", at: "/tmp/build")]
        let (result, text) = try bench.run(cage)
        #expect(result == .exited(0) && text == "aba20077\n", "\(text)")
        #expect(try Files.list(upper).sorted() == ["a", "c"] && Files.text(upper + "/c") == "c\n")
        #expect((Files.status(upper + "/a")?.st_mode ?? 0) & S_IFMT == S_IFCHR, "a whiteout")
        #expect(try Files.text("\(layers[0])/a") == "a")
    }

    @Test func `counts as written by the cage`() throws {
        let bench = try Bench()
        try Files.makeDirectory(bench.directory + "/layer")
        var cage = try bench.shell("for i in {1..10000}; do head -c 1000000 /dev/zero > /tmp/build/$i; done")
        cage.overlays = [
            .init(
                lowers: [bench.directory + "/layer"],
                upper: bench.directory + "/upper",
                work: bench.directory + "/work",
                at: "/tmp/build"
            )
        ]
        #expect(try bench.run(cage, RunLimits(seconds: 60, disk: DiskLimits(bytes: 20 << 20))).result.diskExcess == .bytes)
    }
}
