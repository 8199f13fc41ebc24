import Model
import Planning
import Testing

@Suite("A checkup of the machine") struct CheckupTests {
    private func readings(_ change: (inout Checkup.Readings) -> Void = { _ in }) -> Checkup.Readings {
        var readings = Checkup.Readings()
        readings.root = "/var/lib/renga"
        readings.space = DiskSpace(freeBytes: 40 << 30)
        readings.fileSystems = ["overlay"]
        readings.controllers = ["cpu", "memory", "pids"]
        (readings.sudoRule, readings.sshdReads, readings.isClockSynchronised) = (true, true, true)
        readings.ports = [80: true]
        (readings.domain, readings.resolved, readings.addresses) = ("apps.example.com", ["192.0.2.7"], ["192.0.2.7"])
        (readings.availableBytes, readings.memoryBytes) = (1 << 30, 2 << 30)
        change(&readings)
        return readings
    }

    @Test func `finds nothing on one that is well`() {
        let findings = Checkup.findings(readings())
        #expect(findings.count == 11 && findings.allSatisfy { $0.state == .good && $0.cure == nil })
        #expect(Set(findings.map(\.what)).count == findings.count)
    }

    @Test func `says of each fault what to do`() {
        let rows: [(what: String, state: Checkup.Finding.State, change: (inout Checkup.Readings) -> Void)] = [
            ("services", .fault, { $0.runner = .success(false) }),
            ("services", .fault, { $0.runner = .failure(Failure(.unavailable, "the runner is down", hint: "start it")) }),
            ("disk", .fault, { $0.space = DiskSpace(freeBytes: 1 << 20) }),
            ("disk", .warning, { $0.space = DiskSpace(freeBytes: 2 << 30) }),
            (
                "kept storage", .warning,
                { $0.keptStorage = KeptStorage(folders: 2, size: FolderSize(bytes: 30 << 30, isMore: false)) }
            ),
            ("memory", .warning, { $0.availableBytes = 1 << 20 }),
            ("modes", .fault, { $0.openFiles = ["/var/lib/renga/renga.db"] }),
            ("kernel", .fault, { $0.fileSystems = ["ext4"] }),
            ("control groups", .fault, { $0.controllers = ["cpu", "pids"] }),
            ("sudo", .fault, { $0.sudoRule = false }),
            ("sshd", .fault, { $0.sshdReads = false }),
            ("sshd", .fault, { $0.sshdComplaint = "line 3: Bad configuration option" }),
            ("port 443", .fault, { $0.ports[443] = false }),
            ("DNS", .warning, { $0.resolved = [] }),
            ("DNS", .warning, { $0.resolved = ["198.51.100.1"] }),
            ("clock", .warning, { $0.isClockSynchronised = false }),
        ]
        for row in rows {
            let found = Checkup.findings(readings(row.change)).filter { $0.state != .good }
            #expect(found.map(\.what) == [row.what] && found.map(\.state) == [row.state], "\(found)")
            #expect(found.allSatisfy { $0.cure?.isEmpty == false })
        }
    }

    @Test func `says what is kept of destroyed apps, where there is any`() {
        let some = KeptStorage(folders: 1, size: FolderSize(bytes: 1 << 30, isMore: true))
        let found = Checkup.findings(readings { $0.keptStorage = some }).first { $0.what == "kept storage" }
        #expect(found?.state == .good && found?.words == "over 1 GB in 1 folder of destroyed apps: /var/lib/renga/storage/.kept-…")
    }

    @Test func `leaves out what does not apply`() {
        let findings = Checkup.findings(
            readings {
                ($0.sudoRule, $0.sshdReads, $0.isClockSynchronised, $0.space) = (nil, nil, nil, nil)
                $0.domain = "localhost"
            }
        )
        #expect(!findings.contains { ["sudo", "sshd", "clock", "disk", "DNS"].contains($0.what) })
    }
}
