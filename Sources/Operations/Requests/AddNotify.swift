import Ledger
import Linux
import Model
import Planning
import Wire

extension AddNotify: Operation {
    private static let secretBytes = 32

    package func run(_ context: Context) throws -> Answer {
        let target = try NotifyTarget(target)
        let events = try chosen()
        try check(target, context.platform)
        let settings = context.platform.configuration.notify
        let secret = "rns_" + Hexadecimal.random(bytes: Self.secretBytes)
        let row = try context.ledger.write { db in
            if let app { _ = try db.existing(app) }
            // A preview is its app's, and of the same owner.
            let owner = try app.flatMap { try db.existing(db.host(of: $0)).owner }
            let there = try db.notifyTargets(of: app)
            if let same = there.first(where: { $0.target == .success(target) }) {
                throw Failure(
                    .conflict,
                    "\(app?.shown ?? "the machine") tells that one already: number \(same.id)",
                    hint: "for other events remove it first: renga notify:remove \(same.id) \(NotifyList.scope(app))"
                )
            }
            try limit(there.count, settings.targetsMax, "\(app?.shown ?? "the machine") tells", "notify.targets_max")
            if let owner {
                let count = try db.notifyTargetsCount(owner: owner)
                try limit(count, settings.targetsOfOwnerMax, "all apps of \(owner) together tell", "notify.targets_of_owner_max")
            }
            try limit(db.notifyTargetsCount(), settings.targetsOnMachineMax, "this machine tells", "notify.targets_on_machine_max")
            let id = try db.insertNotifyTarget(
                target,
                events,
                secret: secret,
                token: Hexadecimal.random(bytes: 16),
                of: app,
                now: Moment.wallMicroseconds()
            )
            guard let row = try db.notifyTarget(id) else { throw Failure(.internal, "it was not written down") }
            return row
        }
        context.runner.wakeNotify()
        let answer = try NotifyList(context, app).summary(row)
        if case .mail = target { return Answer(added: answer, secret: nil) }
        return Answer(added: answer, secret: secret)
    }

    private func chosen() throws(Failure) -> Set<NotifyEvent> {
        guard let events else { return Set(NotifyEvent.allCases.filter { app == nil || !$0.isOfMachine }) }
        if app != nil, let event = events.first(where: \.isOfMachine) {
            throw Failure(.invalid, "`\(event.rawValue)` is of the machine, and of no app", hint: "renga notify:add TARGET --machine")
        }
        guard !events.isEmpty else { throw Failure(.invalid, "no event is named", hint: NotifyEvent.words(Set(NotifyEvent.allCases))) }
        return Set(events)
    }

    private func check(_ target: NotifyTarget, _ platform: Platform) throws(Failure) {
        switch target {
        case .hook(let url):
            let allowed = platform.configuration.outgoing.allow
            try OutgoingRule.check(url, allowed: allowed, configuration: platform.root.configuration)
        case .mail:
            let program = platform.configuration.notify.sendmail
            guard !Files.exists(program) else { return }
            throw Failure(
                .refused,
                "this machine sends no mail: there is no \(program)",
                hint: "apt-get install msmtp-mta and name your provider in /etc/msmtprc, or a mail server such as postfix; "
                    + "or give an https:// URL to post to"
            )
        }
    }

    private func limit(_ count: Int, _ limit: Int, _ who: String, _ key: String) throws(Failure) {
        guard count >= limit else { return }
        throw Failure(
            .limit,
            "\(who) \(count) addresses and hooks, which is as many as there may be",
            hint: "remove one: renga notify:remove NUMBER \(NotifyList.scope(app)); or whoever looks after the machine raises `\(key)`"
        )
    }
}
