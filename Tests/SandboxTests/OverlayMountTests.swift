import Glibc
import Linux
import Model
import Sandbox
import Testing

@Suite("The mount of a cage's layers") struct OverlayMountTests {
    @Test func `names layers from the directory that they share, and escapes what parts options`() throws {
        let mount = try OverlayMount(lowers: ["/var/a:b/root", "/var/c,d/root"], upper: "/e\\f", work: "/var/work")
        #expect(mount.directory == "/var")
        #expect(mount.options.hasPrefix("lowerdir=a\\:b/root:c\\,d/root,upperdir=/e\\\\f,workdir=work,redirect_dir=off"))
        #expect(try OverlayMount(lowers: ["/a/root"], upper: "/u", work: "/w").directory == "/a")
        #expect(try OverlayMount(lowers: ["/a/root", "/b/root"], upper: "/u", work: "/w").options.hasPrefix("lowerdir=a/root:b/root,"))
        // A name that another one begins with is no directory of it.
        #expect(try OverlayMount(lowers: ["/var/a/root", "/var/ab/root"], upper: "/var-u", work: "/w").directory == "/var")
    }

    @Test func `has room for sixty layers however deep they lie, and says so where there are too many`() throws {
        let store = "/" + String(repeating: "a-rather-long-name/", count: 10) + "layers"
        func lowers(_ count: Int) -> [String] {
            (0..<count).map { "\(store)/step-\(SHA256.hex(of: "\($0)").prefix(32))/root" }
        }
        _ = try OverlayMount(lowers: lowers(60), upper: store + "/.tmp/1-step/cage/upper", work: store + "/.tmp/1-step/cage/work")
        let failure = try #require(throws: Failure.self) { try OverlayMount(lowers: lowers(200), upper: "/u", work: "/w") }
        #expect(failure.code == .limit && failure.message.hasPrefix("200 layers"))
    }

    @Test func `takes no layer for no mount`() {
        #expect(throws: Failure.self) { try OverlayMount(lowers: [], upper: "/u", work: "/w") }
    }

    @Test func `mounts thirty layers in a deep directory`() throws {
        let bench = try Bench()
        let store = bench.directory + String(repeating: "/a-rather-long-name-of-a-directory", count: 6)
        let layers = try (0..<30).map { number in
            let layer = "\(store)/step-\(SHA256.hex(of: "\(number)").prefix(32))/root"
            try Files.makeDirectory(layer + "/app")
            try Files.replace("\(layer)/app/\(number)", with: "")
            return layer
        }
        var cage = try bench.shell("ls /app | wc -l; pwd; touch /app/mine")
        // In the one directory that all layers of a store are in.
        try #require(symlink(SharedStack.root(), store + "/stack") == 0)
        cage.lowers = layers + [store + "/stack"]
        #expect(cage.lowers.reduce(0) { $0 + $1.utf8.count } > 2 * OverlayMount.optionBytesMax)
        let (result, text) = try bench.run(cage)
        #expect(result == .exited(0) && text == "30\n/app\n")
        #expect(Files.exists(cage.directory + "/upper/app/mine"))
    }
}
