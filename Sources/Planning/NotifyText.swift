import Model

/// What a message says: what, which, since when, and the one command to type.
package enum NotifyText {
    private static let lineCharactersMax = 300
    private static let linesMax = 5

    /// - Parameters:
    ///   - id: of the message.
    ///   - at: microseconds since 1970.
    ///   - sender: the installation's domain.
    package static func message(_ cause: NotifyCause, isOver: Bool, id: String, at: Int64, sender: String) -> NotifyMessage {
        // What it is called now: commands take no other name, which may be another app's by now.
        let app = cause.app?.shown
        let (since, now) = (UTCTime(seconds: cause.since / 1_000_000), UTCTime(seconds: at / 1_000_000))
        let title = isOver ? overTitle(cause.matter) : Self.title(cause.matter)
        let command = Self.command(cause.matter, app ?? "", isOver: isOver)
        let words = isOver ? over(cause.matter, since) : begun(cause.matter, since)
        let scope = app.map { "-a \($0)" } ?? "--machine"
        let prefix = app.map { "\($0): " } ?? ""
        var lines = ["\(prefix)\(title)", ""] + words
        if let command { lines += ["", "    \(command)"] }
        lines += ["", "-- ", "Renga on \(sender). One message when it begins, and one when it is over."]
        lines.append("Who is told, and of what: renga notify \(scope)")
        return NotifyMessage(
            id: id,
            event: cause.matter.event.rawValue,
            state: isOver ? .over : .begun,
            app: app,
            what: what(cause.matter),
            since: since.iso,
            at: now.iso,
            subject: "[\(sender)] \(prefix)\(title)",
            text: HarmlessText.text(lines.joined(separator: "\n") + "\n"),
            command: command,
            sender: sender
        )
    }

    /// - Parameter who: asked for it.
    package static func test(_ app: AppName?, by who: String, id: String, at: Int64, sender: String) -> NotifyMessage {
        let now = UTCTime(seconds: at / 1_000_000)
        let (subject, scope) = (app.map { "\($0): " } ?? "", app.map { "-a \($0)" } ?? "--machine")
        let lines = [
            "\(subject)a test", "", "\(HarmlessText.text(who)) asked for this message at \(now.words). Nothing is wrong.", "",
            "    renga notify \(scope)", "", "-- ", "Renga on \(sender).",
        ]
        return NotifyMessage(
            id: id,
            event: "test",
            state: .test,
            app: app?.shown,
            what: nil,
            since: now.iso,
            at: now.iso,
            subject: "[\(sender)] \(subject)a test",
            text: lines.joined(separator: "\n") + "\n",
            command: "renga notify \(scope)",
            sender: sender
        )
    }

    /// In a few words, while it goes on.
    package static func title(_ matter: NotifyMatter) -> String {
        switch matter {
        case .crash(let type, let dynos, _, _, _):
            dynos.count == 1 ? "\(dynos[0]) keeps crashing" : "\(dynos.count) \(type) dynos keep crashing"
        case .push(let who, let commit, _, _): "a push by \(short(who)) was refused\(commit.map { " (\($0.prefix(7)))" } ?? "")"
        case .certificate(let host, _, _): "the certificate of \(host) is not renewed"
        case .disk: "the disk is nearly full"
        case .memory(let dyno, _, _, _, _): "\(dyno) has used up its memory (R14)"
        case .drain(_, let url, _): "the log does not get to \(url)"
        case .storage: "its folders that stay are over their limit"
        case .cron(_, let id, _, _, _): "the job \(id) has failed"
        }
    }

    private static func overTitle(_ matter: NotifyMatter) -> String {
        switch matter {
        case .crash(let type, _, _, _, _): "\(type) crashes no more"
        case .push: "a push was taken again"
        case .certificate(let host, _, _): "nothing is wrong with the certificate of \(host) any more"
        case .disk: "the disk has room again"
        case .memory(let dyno, _, _, _, _): "\(dyno.prefix { $0 != "." }) uses up its memory no more"
        case .drain(_, let url, _): "nothing is wrong with the log drain to \(url) any more"
        case .storage: "its folders that stay are within their limit again"
        case .cron(_, let id, _, _, _): "nothing is wrong with the job \(id) any more"
        }
    }

    /// One line without colours, whatever somebody's program has put into it.
    private static func short(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let escape = rest.firstIndex(of: "\u{1B}") {
            plain += rest[..<escape]
            rest = rest[escape...].dropFirst()
            guard rest.first == "[" else { continue }
            rest = rest.dropFirst().drop { "0123456789;?".contains($0) }.dropFirst()
        }
        let line = String((plain + rest).map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? " " : $0 })
        // By scalars: a single character may have any number of accents.
        let scalars = line.unicodeScalars
        return HarmlessText.text(scalars.count > lineCharactersMax ? String(scalars.prefix(lineCharactersMax)) + "…" : line)
    }

    private static func begun(_ matter: NotifyMatter, _ since: UTCTime) -> [String] {
        switch matter {
        case .crash(_, let dynos, let crashes, let how, let lines):
            let names = dynos.prefix(5).joined(separator: ", ") + (dynos.count > 5 ? " and \(dynos.count - 5) more" : "")
            let printed = lines.suffix(linesMax).map { "    " + short($0) }
            let words = [
                "\(names) crashed \(crashes) time\(crashes == 1 ? "" : "s") in a row, the first at \(since.words): \(short(how)).",
                "Each next try comes after a longer pause.",
            ]
            return printed.isEmpty ? words : words + ["", "It printed last:"] + printed
        case .push(let who, let commit, _, let reason):
            return [
                "\(short(who)) pushed\(commit.map { " \($0)" } ?? "") at \(since.words):", "    \(short(reason))",
                "What served before serves on. Further refused pushes are not told; the next one that is taken is.",
            ]
        case .certificate(_, let error, let ends):
            let end = ends.map { "The one that is there is good until \(UTCTime(seconds: $0).words)." } ?? "There is none that is good."
            return [end] + (error.map { ["The last try failed, since \(since.words):", "    \(short($0))"] } ?? ["It was added by hand."])
        case .disk(let left, let floor):
            return [
                "Since \(since.words): \(left).",
                "Below \(Quantity.short(bytes: floor)) pushes are refused, and dynos that grow are stopped.",
            ]
        case .memory(_, let used, let limit, let killed, _):
            let size = Quantity.exact(bytes: limit)
            return [
                killed.map { "The kernel killed `\(short($0))`: the dyno was at its limit of \(size), since \(since.words)." }
                    ?? "It takes \(Quantity.rounded(bytes: used)) of \(size) since \(since.words): what asks for more is killed."
            ]
        case .drain(let token, _, let trouble):
            return [
                "Since \(since.words), for \(token):", "    \(short(trouble))",
                "Lines wait, and the oldest are dropped where they are too many.",
            ]
        case .storage(let limit):
            return [
                "Since \(since.words) they take more than \(Quantity.short(bytes: limit)).",
                "Dynos have them to read alone until a one-off dyno has made room.",
            ]
        case .cron(_, _, let command, let dyno, let result):
            return [
                "`\(short(command))`\(dyno.map { " in \($0)" } ?? "") \(short(result)), at \(since.words).",
                "Further failures are not told; the next run that goes well is.",
            ]
        }
    }

    private static func over(_ matter: NotifyMatter, _ since: UTCTime) -> [String] {
        switch matter {
        case .crash(_, let dynos, _, _, _):
            ["\(dynos.prefix(5).joined(separator: ", ")) had crashed since \(since.words). What is wanted now is up."]
        case .push(let who, _, let build, _): ["Since build \(build) by \(short(who)) at \(since.words) pushes had been refused."]
        case .certificate: ["It had not been renewed since \(since.words), or is not needed any more."]
        case .disk: ["It had been below its floor since \(since.words)."]
        case .memory(let dyno, _, _, _, _): ["\(dyno) had used it up since \(since.words)."]
        case .drain(let token, _, _): ["\(token) had been in trouble since \(since.words), or was removed."]
        case .storage: ["They had been over it since \(since.words). Dynos may write there."]
        case .cron(_, _, let command, _, _): ["`\(short(command))` had failed since \(since.words), or is no job any more."]
        }
    }

    private static func command(_ matter: NotifyMatter, _ app: String, isOver: Bool) -> String? {
        switch matter {
        case .crash(let type, let dynos, _, _, _):
            isOver ? "renga ps -a \(app)" : "renga logs \(dynos.count == 1 ? "-d \(dynos[0])" : "-p \(type)") -a \(app)"
        case .push(_, _, let build, _): isOver ? "renga releases -a \(app)" : "renga builds:output \(build) -a \(app)"
        case .certificate: "renga certs:auto -a \(app)"
        case .disk: isOver ? "renga status" : "renga store:gc"
        case .memory(let dyno, _, _, _, let size):
            isOver || size == nil
                ? "renga ps -a \(app)" : "renga ps:type \(dyno.prefix { $0 != "." })=\(size ?? "") -a \(app)"
        case .drain: "renga drains -a \(app)"
        case .storage: isOver ? "renga storage -a \(app)" : "renga run bash -a \(app)"
        case .cron(_, _, _, let dyno, _):
            isOver || dyno == nil ? "renga cron -a \(app)" : "renga logs -d \(dyno ?? "") -a \(app)"
        }
    }

    private static func what(_ matter: NotifyMatter) -> String? {
        switch matter {
        case .cron(_, let id, _, _, _): id
        case .push(_, let commit, _, _): commit
        default: matter.subject.isEmpty ? nil : matter.subject
        }
    }
}
