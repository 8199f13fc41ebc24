import Model
import Planning

/// The command `renga doctor`.
struct Doctor: BareCommand {
    static let declaration = Declaration(
        "doctor",
        .platform,
        15,
        "Check this machine, and say what to do about what is wrong",
        examples: ["renga doctor", "renga doctor --json"]
    ).with {
        $0.notes = [
            "Services, disk, memory, owners and modes, the kernel, sudo, sshd, DNS, ports and the clock. It changes nothing. The status is 1",
            "where something is at fault, and 0 where there are warnings alone.",
        ]
    }

    func run(_ session: Session) throws {
        guard session.offersMachine else {
            throw Failure(
                .refused,
                "the machine is looked at by root, on the machine itself",
                hint: "what can be seen from elsewhere: renga status"
            )
        }
        let findings = Checkup.findings(try MachineLook(session).readings())
        try session.show(findings, Self.lines(findings, session.style))
        if findings.contains(where: { $0.state == .fault }) { throw QuietExit(status: 1) }
    }

    static func lines(_ findings: [Checkup.Finding], _ style: Style) -> [String] {
        let width = (findings.map(\.what.count).max() ?? 0) + 2
        let lines = findings.flatMap { finding in
            let sign =
                switch finding.state {
                case .good: style.paint("✓", .name)
                case .warning: style.paint("!", .app)
                case .fault: style.paint("✗", .error)
                }
            let cure =
                finding.cure.map { $0.split(separator: "\n").map { "  " + Columns.pad("", width) + "→ " + style.said(String($0)) } } ?? []
            return ["\(sign) \(Columns.pad(finding.what, width))\(finding.words)"] + cure
        }
        let faults = findings.count { $0.state == .fault }
        let warnings = findings.count { $0.state == .warning }
        let sum =
            faults + warnings == 0
            ? "All is well." : "\(faults) fault\(faults == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s")."
        return lines + ["", sum]
    }
}
