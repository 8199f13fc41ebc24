import Glibc
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

    /// Numbers of AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK; then every other one, with one that is AF_VSOCK in its lower half.
    @Test func `makes sockets of four families and of no other`() throws {
        let bench = try Bench()
        let script = """
            for my $family (0..64, 0x100000028, 0x100000002, 4294967336) {
                my $made = syscall(\(Self.socketCall), $family, $family == 17 ? 3 : 1, 0);
                print "$family ", $made >= 0 ? "made" : 0 + $!, "\\n";
            }
            socketpair(my $one, my $other, 1, 1, 0) or die $!;
            my $pair = pack("ii", 0, 0);
            print syscall(\(Self.pairCall), 40, 1, 0, $pair) >= 0 ? "made" : 0 + $!, "\\n";
            print syscall(\(Self.socketCall), 16, 3, 0) >= 0 ? "routes" : 0 + $!, " ";
            print syscall(\(Self.socketCall), 16, 3, 9) >= 0 ? "audit" : 0 + $!, "\\n";
            """
        let text = try bench.run(bench.cage(["/usr/bin/perl", "-e", script])).text
        let lines = text.split(separator: "\n").map(String.init)
        // A netlink socket has no kind of 1.
        let netlink = "16 \(ESOCKTNOSUPPORT)"
        let expected = (0...64).map { [1, 2, 10].contains($0) ? "\($0) made" : $0 == 16 ? netlink : "\($0) \(EAFNOSUPPORT)" }
        #expect(lines.prefix(65) == expected[...])
        #expect(
            lines.dropFirst(65) == [
                "4294967336 \(EAFNOSUPPORT)", "4294967298 \(EAFNOSUPPORT)", "4294967336 \(EAFNOSUPPORT)", "\(EAFNOSUPPORT)",
                "routes \(EINVAL)",
            ],
            "\(lines.dropFirst(65))"
        )
    }

    #if arch(arm64)
        private static let socketCall = 198
        private static let pairCall = 199
    #else
        private static let socketCall = 41
        private static let pairCall = 53
    #endif

    @Test func `sees nothing of how the machine was started and what keeps it busy`() throws {
        let bench = try Bench()
        let files =
            "cmdline interrupts softirqs config.gz kallsyms kcore modules keys key-users timer_list sched_debug iomem partitions diskstats"
        let text = try bench.run(
            bench.shell(
                """
                for f in \(files); do test -s /proc/$f && head -c 100 /proc/$f | tr -d '\\0' | grep -q . && echo sees $f; done
                for f in \(files); do test -n "$(head -c 100 /proc/$f 2>/dev/null | tr -d '\\0')" && echo reads $f; done
                for d in /sys/firmware /sys/module /sys/class/dmi /sys/kernel/slab; do test -n "$(ls -A $d 2>/dev/null)" && echo lists $d; done
                test -n "$(cat /sys/kernel/notes 2>/dev/null | tr -d '\\0')" && echo notes
                for f in cpuinfo meminfo stat loadavg uptime version filesystems self/status; do test -n "$(cat /proc/$f)" || echo lacks $f; done
                test -r /sys/kernel/mm/transparent_hugepage/enabled -o ! -e /sys/kernel/mm || echo lacks thp
                """
            )
        ).text
        #expect(text == "")
    }
}
