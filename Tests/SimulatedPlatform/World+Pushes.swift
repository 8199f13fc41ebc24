import Model

/// What shells, git and hooks do.
extension World {
    func begin(_ push: Push) {
        pushes.append(push)
        note("push \(push.id) of \(push.commit.short) begins\(push.hasShell ? "" : " by path")\(push.isBad ? ", to fail" : "")")
    }

    func stepShell(_ index: Int) {
        let push = pushes[index]
        switch push.shell {
        case .waiting:
            guard push.hasClient else { return endShell(index) }
            guard appLock == nil else { return }
            appLock = .push(push.id)
            pushes[index].shell = .receiving
            pushes[index].git = .starting
            note("shell \(push.id): has the app's lock")
        case .receiving:
            if !push.hasClient {
                note("shell \(push.id): the client has gone, ends git")
                if push.isGitAlive { pushes[index].git = .gone }
                pushes[index].shell = .stopping
            } else if push.git == .gone {
                afterGit(index)
            }
        case .stopping:
            if push.hook != nil { killHook(index) }
            afterGit(index)
        case .needsSettling:
            pushes[index].settler = start(.settle, of: index)
            pushes[index].shell = .settling
        case .settling: if push.settler == nil { endShell(index) }
        case .gone: return
        }
    }

    private func afterGit(_ index: Int) {
        if pushes[index].needsSettling { pushes[index].shell = .needsSettling } else { endShell(index) }
    }

    func endShell(_ index: Int) {
        note("shell \(pushes[index].id) ends")
        pushes[index].shell = .gone
        freeLock(of: index)
    }

    /// The lock goes with the last who has inherited it; where there is no shell, with the hook that took it.
    func freeLock(of index: Int) {
        let push = pushes[index]
        guard appLock == .push(push.id) else { return }
        let isHeld = push.hasShell ? push.shell != .gone || push.isGitAlive || push.hook != nil : push.hook != nil
        if !isHeld { appLock = nil }
    }

    func stepGit(_ index: Int) {
        let push = pushes[index]
        switch push.git {
        case .absent, .gone: return
        case .starting:
            pushes[index].old = ref
            pushes[index].git = .preReceive
            pushes[index].hook = .preBegins
        case .preReceive:
            guard push.hook == nil else { return }
            // What is not 0 rejects the push; a hook that was killed as well.
            if push.hookStatus == 0 { pushes[index].git = .accepted } else { reject(index, "pre-receive said no") }
        case .accepted:
            guard !isRefLocked else { return reject(index, "main.lock is there") }
            isRefLocked = true
            pushes[index].git = .locked
        case .locked:
            isRefLocked = false
            guard ref == push.old else { return reject(index, "main is elsewhere by now") }
            ref = push.commit
            judgeAccepted(push)
            note("git \(push.id): main is at \(push.commit.short)")
            pushes[index].git = .postReceive
            pushes[index].hookStatus = nil
            pushes[index].hook = .postBegins
        case .postReceive:
            guard push.hook == nil else { return }
            pushes[index].report = .moved
            pushes[index].git = .gone
            freeLock(of: index)
        }
    }

    private func reject(_ index: Int, _ why: String) {
        note("git \(pushes[index].id) rejects: \(why)")
        sightings.saw(.pushRefused)
        pushes[index].report = .refused
        pushes[index].git = .gone
        freeLock(of: index)
    }

    func stepHook(_ index: Int) {
        let push = pushes[index]
        switch push.hook {
        case nil: return
        case .preBegins:
            guard takeLock(index) else { return }
            // What git would refuse, the hook refuses first (`PushObstacle`).
            guard ref == push.old else { return endHook(index, 1) }
            pushes[index].record.insert(.began)
            pushes[index].builder = start(.prepare, of: index)
            pushes[index].hook = .preWaits
        case .preWaits:
            guard push.builder == nil else { return }
            // A builder that was killed has said nothing: the record stays open.
            if let status = push.builderStatus { pushes[index].record.insert(status == 0 ? .prepared : .refused) }
            endHook(index, push.builderStatus ?? 1)
        case .postBegins:
            guard takeLock(index) else { return }
            pushes[index].builder = start(.commit, of: index)
            pushes[index].hook = .postWaits
        case .postWaits:
            guard push.builder == nil else { return }
            pushes[index].record.insert(push.builderStatus == 0 ? .committed : .commitFailed)
            endHook(index, 0)
        }
    }

    private func takeLock(_ index: Int) -> Bool {
        if pushes[index].hasShell { return true }
        guard appLock == nil else { return false }
        appLock = .push(pushes[index].id)
        return true
    }

    private func endHook(_ index: Int, _ status: Int32) {
        note("hook \(pushes[index].id) ends with \(status)")
        pushes[index].hookStatus = status
        pushes[index].hook = nil
        freeLock(of: index)
    }

    func killHook(_ index: Int) {
        note("hook \(pushes[index].id) is killed")
        pushes[index].hook = nil
        pushes[index].hookStatus = 137
        // It held the builder's standard input.
        if let builder = builders.firstIndex(where: { $0.id == pushes[index].builder }) { builders[builder].isInterrupted = true }
        freeLock(of: index)
    }

    private func start(_ verb: Builder.Verb, of index: Int) -> Int {
        let builder = Builder(id: number(), verb: verb, push: pushes[index].id)
        pushes[index].builderStatus = nil
        builders.append(builder)
        note("builder \(builder.id): \(verb) for push \(builder.push)")
        return builder.id
    }
}
