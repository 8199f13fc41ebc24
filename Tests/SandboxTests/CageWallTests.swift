import Linux
import Model
import Sandbox
import Testing

@Suite("The walls of a cage") struct CageWallTests {
    @Test(arguments: [
        "unshare -U true", "unshare -Ur true", "unshare -m true", "mount -t tmpfs x /tmp", "umount /tmp",
        "unshare --fork -p true", "chroot / true", "mknod /tmp/n c 1 3", "hostname other", "dmesg -c",
    ])
    func `refuses`(command: String) throws {
        let bench = try Bench()
        let (result, text) = try bench.run(bench.shell("\(command) && echo got out"))
        #expect(result != .exited(0))
        #expect(!text.contains("got out"))
    }

    @Test func `holds no capability, gains none and filters calls`() throws {
        let bench = try Bench()
        let text = try bench.run(bench.shell("grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status")).text
        for name in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
            #expect(text.contains("\(name):\t0000000000000000\n"))
        }
        #expect(text.contains("NoNewPrivs:\t1\n"))
        #expect(text.contains("Seccomp:\t2\n"))
    }

    @Test func `still forks and runs threads`() throws {
        let bench = try Bench()
        let (result, text) = try bench.run(
            bench.shell("(echo child & wait); echo a | xz -T2 | xz -d; perl -e 'print fork() ? 1 : 2'")
        )
        #expect(result == .exited(0))
        #expect(text.hasPrefix("child\na\n"))
    }

    @Test func `sees its own processes alone`() throws {
        let bench = try Bench()
        let text = try bench.run(bench.shell("ls -d /proc/[0-9]* | wc -l; cat /proc/1/comm; hostname; whoami")).text
        let lines = text.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines.first.flatMap { Int($0) } ?? 99 < 8)
        #expect(lines.dropFirst() == ["tini", "app", "u20077"])
    }

    @Test func `has a loopback and no other network`() throws {
        let bench = try Bench()
        let text = try bench.run(bench.shell("ls /sys/class/net; curl -sS -m 2 http://192.0.2.1/ 2>&1 || echo none"))
            .text
        #expect(text.hasPrefix("lo\n"))
        #expect(text.hasSuffix("none\n"))
    }

    @Test func `cannot write outside of its own folders`() throws {
        let bench = try Bench()
        let text = try bench.run(
            bench.shell("for d in / /usr /etc /root; do touch $d/x 2>/dev/null && echo wrote $d; done; true")
        ).text
        #expect(text == "")
    }

    @Test func `keeps files under their limit`() throws {
        let bench = try Bench()
        var cage = try bench.shell("head -c 3000000 /dev/zero > /tmp/big; stat -c %s /tmp/big")
        cage.limits.fileSizeBytes = 1 << 20
        #expect(try bench.run(cage).text.hasSuffix("1048576\n"))
    }
}
