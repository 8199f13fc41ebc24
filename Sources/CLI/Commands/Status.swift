import Model
import Wire

/// The command `renga status`.
struct Status: BareCommand {
    static let declaration = Declaration(
        "status",
        .platform,
        10,
        "Show how the platform is",
        examples: ["renga status", "renga status --json"]
    )

    func run(_ session: Session) throws {
        let status = try session.ask(ShowStatus())
        try session.show(status, Self.lines(status, now: session.now, style: session.style))
    }

    static func lines(_ status: ShowStatus.Answer, now: Int64, style: Style) -> [String] {
        let router =
            status.routerConnected
            ? "connected, serves route table \(status.routesVersion)"
            : style.paint("not connected", .error) + ": requests are answered by the last routes that it was given"
        let idle = status.idle.map { $0 > 0 ? ", \($0) asleep" : "" } ?? ""
        let platform = [("Apps", "\(status.apps)\(idle)"), ("Dynos", "\(status.dynos)"), ("Router", router), ("Runner", "up")]
        let version = status.machine == nil ? [] : [("Version", Version.current)]
        return [style.heading("Renga"), ""]
            + Columns.pairs(
                (platform + version + (status.machine.map { machine($0, now: now, style) } ?? [])).map { (name: $0.0, value: $0.1) },
                style: style
            )
            + ending(status.machine?.ending ?? [], now: now, style) + behind(status.behind ?? [], style)
            + outdated(status.outdated ?? [], style) + unheard(status.unheard ?? [], now: now, style)
            + (status.routesComplaint.map { ["", style.paint($0, .error)] } ?? [])
    }

    private static func machine(_ machine: MachineSummary, now: Int64, _ style: Style) -> [(String, String)] {
        let free = "\(Quantity.rounded(bytes: machine.diskFreeBytes)) free"
        let floor = ", and apps that grow are stopped below \(Quantity.rounded(bytes: machine.diskFloorBytes))"
        let isTight = machine.diskFreeBytes < machine.diskFloorBytes * 2
        var pairs = [("Disk", isTight ? style.paint(free + floor, .error) : free)]
        if let total = machine.memoryBytes, let available = machine.memoryAvailableBytes {
            pairs.append(("Memory", "\(Quantity.rounded(bytes: available)) of \(Quantity.rounded(bytes: total)) available"))
        }
        if let load = machine.load {
            let hundredths = Int((load * 100).rounded())
            let fraction = hundredths % 100
            let processors = "\(machine.processors) processor\(machine.processors == 1 ? "" : "s")"
            pairs.append(("Load", "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) on \(processors)"))
        }
        if let kept = machine.keptStorage { pairs.append(("Kept", "\(kept.text) of destroyed apps (storage/.kept-…)")) }
        if let sync = machine.keySync {
            let (words, isWell) = KeysSync.words(sync, now: now)
            pairs.append(("Team's keys", isWell ? words : style.paint(words, .error)))
        }
        if machine.builds > 0 { pairs.append(("Builds", "\(machine.builds) under way or waiting")) }
        return pairs
    }

    private static func ending(_ all: [MachineSummary.Ending], now: Int64, _ style: Style) -> [String] {
        guard !all.isEmpty else { return [] }
        let lines = all.prefix(20).map { ending in
            let days = (ending.notAfter - now / 1_000_000) / 86_400
            let when = ending.notAfter < now / 1_000_000 ? "has ended" : "ends in \(days) day\(days == 1 ? "" : "s")"
            return style.paint("The certificate of \(ending.host) (\(ending.app)) \(when)", .error)
                + style.said(": renga certs:auto -a \(ending.app)")
        }
        return [""] + lines + (all.count > 20 ? ["and \(all.count - 20) more"] : [])
    }

    private static func behind(_ apps: [AppName], _ style: Style) -> [String] {
        guard !apps.isEmpty else { return [] }
        let how = "see `renga toolchains:outdated -a APP`"
        return ["", style.said("Newer releases of toolchains are here for \(names(apps)): \(how).")]
    }

    private static func outdated(_ apps: [AppName], _ style: Style) -> [String] {
        guard !apps.isEmpty else { return [] }
        let count = apps.count == 1 ? "1 app is" : "\(apps.count) apps are"
        let how = "See `renga stack -a APP`, then `renga stack:update --all`."
        return ["", style.said("\(count) behind Debian's fixed packages: \(names(apps)). \(how)")]
    }

    private static func unheard(_ all: [NotifySummary], now: Int64, _ style: Style) -> [String] {
        guard !all.isEmpty else { return [] }
        return [""]
            + all.prefix(20).map { target in
                let words = NotifyPage.delivery(target, now: now).joined(separator: "; ")
                return style.paint("Messages do not get to \(target.target): \(words)", .error)
                    + style.said(". See renga notify \(NotifyScope.words(target.app))")
            } + (all.count > 20 ? ["and \(all.count - 20) more"] : [])
    }

    private static func names(_ apps: [AppName]) -> String {
        apps.prefix(20).map(\.text).joined(separator: ", ") + (apps.count > 20 ? " and \(apps.count - 20) more" : "")
    }
}
