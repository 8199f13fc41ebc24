import Model
import Wire

extension Session {
    /// The app that a command is about: named, or by the environment, or by the checkout that we are in.
    func app(_ named: AppName?) throws(Failure) -> AppName {
        if let said = try said(named) { return said }
        guard offersMachine else {
            try checkChosen()
            throw Failure(.invalid, "no app is named", hint: "add --app NAME; `renga apps` lists the apps")
        }
        let remotes = appRemotes
        let (leads, doubt) = leads(of: remotes)
        guard let app = try GitRemote.app(among: leads) else {
            try checkAccess()
            throw Failure(
                .invalid,
                "no app is named" + Self.unusable(remotes),
                hint: "add --app NAME, set RENGA_APP, or run this in a checkout with a git remote `heroku` or `renga`"
            )
        }
        // Who is not told what it is called now could take another app for it.
        if let doubt { throw doubt }
        return app
    }

    /// Of two apps that a client's checkout names none is taken, nor a third in their place.
    private func checkChosen() throws(Failure) {
        guard let apps = client?.apps, apps.count > 1 else { return }
        throw Failure(
            .invalid,
            "the git remotes name two apps: \(apps[0]) and \(apps[1])",
            hint: "say which: -a \(apps[0]), or -a \(apps[1]); or -r and a remote"
        )
    }

    /// Of which apps they are, and why it is not known of one what it is called now.
    private func leads(of remotes: [GitRemote]) -> ([GitRemote.Lead], Failure?) {
        var leads: [GitRemote.Lead] = []
        var doubt: Failure?
        for remote in remotes {
            guard let first = remote.app else { continue }
            do throws(Failure) {
                leads.append(lead(remote, to: try called(first, by: remote)))
            } catch {
                doubt = error
                leads.append(lead(remote, to: first))
            }
        }
        return (leads, doubt)
    }

    private func lead(_ remote: GitRemote, to app: AppName) -> GitRemote.Lead {
        GitRemote.Lead(remote: remote.name, app: app, place: remote.place(host: CommandForm.host(root), root.repositories))
    }

    /// A remote that is the path of a repository has the name that the app had at first.
    private func called(_ app: AppName, by remote: GitRemote) throws(Failure) -> AppName {
        guard remote.isPath else { return app }
        do {
            return try ask(FindRepository(folder: app.text))
        } catch let failure as Failure where failure.code == .notFound || failure.code == .forbidden {
            // What the command is about says so better.
            return app
        } catch {
            throw error as? Failure ?? Failure(.internal, "\(error)")
        }
    }

    /// The same, where there need be none.
    func appIfAny(_ named: AppName?) throws(Failure) -> AppName? {
        if let said = try said(named) { return said }
        guard offersMachine else {
            try checkChosen()
            return nil
        }
        // What needs no app does without a runner as well.
        return try GitRemote.app(among: leads(of: appRemotes).0)
    }

    /// Those that may say which app is meant.
    private var appRemotes: [GitRemote] {
        GitCheckout(surroundings).appRemotes { $0.leads(to: CommandForm.host(root), root.repositories) }
    }

    /// Dokku's form, `ps:scale flasky web=2`: the first operand becomes the app, as `FirstWord` says.
    func namingApp(_ arguments: Arguments, _ declaration: Declaration) throws(Failure) -> Arguments {
        guard arguments.value(.app) == nil, let word = arguments.operands.first else { return arguments }
        let meaning = try FirstWord.of(
            word,
            in: declaration,
            count: arguments.operands.count,
            known: { () throws(Failure) in try appIfAny(nil) },
            isApp: { types(of: $0) != nil },
            // What is wrong with that app matters to nobody who names another.
            isTypeOfKnown: { types(of: $0)?.contains(word) == true }
        )
        switch meaning {
        case .own: return arguments
        case .app: return arguments.taking(try Arguments.appName(word))
        case .other(let known):
            throw Failure(
                .invalid,
                "two apps are meant: `\(word)`, by the first word, and `\(known)`, by the checkout or RENGA_APP",
                hint: "say which: --app \(word), or --app \(known)"
            )
        }
    }

    /// nil: there is no such app, or the command will say what is wrong.
    private func types(of app: AppName) -> Set<String>? {
        (try? ask(ShowFormation(app: app)) { _ in }).map { Set($0.quantities.keys) }
    }

    /// By a word, by the client or by the environment.
    private func said(_ named: AppName?) throws(Failure) -> AppName? {
        if let remote = try remoteApp() {
            if let named, named != remote {
                throw Failure(.invalid, "two apps are named: `\(remote)` by its git remote, and `\(named)`", hint: "name one")
            }
            return remote
        }
        if let app = named ?? client?.app { return app }
        for variable in ["RENGA_APP", "HEROKU_APP"] {
            guard let text = surroundings.environment[variable], !text.isEmpty else { continue }
            guard let name = AppName(text) else {
                throw Failure(
                    .invalid,
                    "\(variable) is `\(text)`, which cannot be an app's name",
                    hint: "a name has \(AppName.rule)"
                )
            }
            return name
        }
        return nil
    }

    /// By `--remote`. Where that is a remote to be set, nothing is looked up.
    private func remoteApp() throws(Failure) -> AppName? {
        guard command.allOptions.contains(.remote), let name = arguments.value(.remote) else { return nil }
        guard offersMachine else {
            throw Failure(
                .refused,
                "over SSH there is no checkout, and no git remote `\(name)`",
                hint: "add --app NAME; `renga apps` lists the apps"
            )
        }
        guard let remote = GitCheckout(surroundings).remotes([name]).first else {
            throw Failure(.notFound, "there is no git remote `\(name)` here", hint: "git remote -v lists them")
        }
        guard let app = remote.app else {
            throw Failure(.invalid, "the git remote `\(name)` is not an app of Renga: \(remote.url)", hint: "add --app NAME")
        }
        return try called(app, by: remote)
    }

    /// Whoever may not ask anything need not be told how to ask it rightly.
    private func checkAccess() throws(Failure) {
        do {
            _ = try ask(ShowStatus()) { _ in }
        } catch let failure as Failure where failure.code == .forbidden {
            throw failure
        } catch {
            // What was asked is not what the person wants to know: the command says what it lacks.
        }
    }

    private static func unusable(_ remotes: [GitRemote]) -> String {
        guard let first = remotes.first else { return "" }
        return ", and the git remote `\(first.name)` is not an app of Renga: \(first.url)"
    }
}
