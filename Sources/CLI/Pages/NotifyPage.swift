import Model
import Wire

/// Who is told of what goes wrong, as lines.
enum NotifyPage {
    static func lines(_ answer: ListNotify.Answer, of app: AppName?, now: Int64, _ style: Style) -> [String] {
        let targets =
            answer.targets.isEmpty
            ? ["Nobody is told.", style.said("Add somebody: renga notify:add mail:user@example.com \(NotifyScope.words(app))")]
            : answer.targets.flatMap { ["\($0.target) (\($0.id))", "    " + state($0, isOfMachine: app == nil, now: now)] }
        let open = answer.open.map { opening in
            let name = app == nil ? opening.app.map { "\($0): " } ?? "" : ""
            return "\(name)\(opening.title), since \(TimeText.shown(opening.since, now: now))"
        }
        return [style.heading("\(app?.text ?? "Machine") Notifications")] + targets
            + (open.isEmpty ? [] : ["", style.heading("Wrong now")] + open)
    }

    private static func state(_ target: NotifySummary, isOfMachine: Bool, now: Int64) -> String {
        let all = NotifyEvent.allCases.filter { isOfMachine || !$0.isOfMachine }
        let events = target.events == all ? "every event" : NotifyEvent.words(Set(target.events))
        return ([events] + delivery(target, now: now)).joined(separator: "; ")
    }

    /// How it goes, in parts of a sentence.
    static func delivery(_ target: NotifySummary, now: Int64) -> [String] {
        let heard = target.deliveredAt.map { "heard last \(TimeText.shown($0, now: now))" } ?? "heard nothing yet"
        let error = target.error.map { words in
            "not now\(target.failingSince.map { ", since \(TimeText.shown($0, now: now))" } ?? ""): \(words)"
        }
        return [heard] + [error].compactMap(\.self) + (target.waiting > 0 ? ["\(target.waiting) waiting"] : [])
            + (target.lost > 0 ? ["\(target.lost) given up"] : [])
    }
}
