import Model

/// What the ledger wants of one app.
package struct WantedApp: Hashable, Sendable {
    /// A deploy as the ledger has it.
    package struct Deploy: Hashable, Sendable {
        package let id: Int64
        package let state: DeployState
        /// Process types of its slug; nil: it has none.
        package let types: [String]?

        package init(id: Int64, state: DeployState, types: [String]?) {
            self.id = id
            self.state = state
            self.types = types
        }
    }

    package let app: AppName
    /// The release that is current; nil before the first.
    package let current: WantedFormation?
    /// Releases before it that have dynos yet, newest first: those fill in while it does not serve. A deploy that was given up
    /// may be older than the release as well, and never does.
    package let former: [Int64]
    /// Deploys whose dynos boot beside it.
    package let candidates: [WantedFormation]
    package let serving: WantedServing
    /// Dynos with state of their own.
    package let services: [DynoSlot]
    /// nil: it never sleeps.
    package let sleep: WantedSleep?
    /// Deploys have numbers that nobody has twice: those below are of apps that had this name before.
    package let firstDeploy: Int64

    package init(
        app: AppName,
        current: WantedFormation?,
        former: [Int64] = [],
        candidates: [WantedFormation],
        serving: WantedServing = WantedServing(),
        services: [DynoSlot] = [],
        sleep: WantedSleep? = nil,
        firstDeploy: Int64 = 0
    ) {
        self.app = app
        self.current = current
        self.former = former
        self.candidates = candidates
        self.serving = serving
        self.services = services
        self.sleep = sleep
        self.firstDeploy = firstDeploy
    }

    /// - Parameter unsettled: deploys that are neither a release nor given up.
    package init(
        app: AppName,
        current: Deploy?,
        former: [Int64],
        unsettled: [Deploy],
        formation: [String: Int],
        orders: DynoOrders = DynoOrders(),
        serving: WantedServing,
        sleep: WantedSleep? = nil,
        firstDeploy: Int64 = 0
    ) {
        // What boots beside it is awake: whoever made it waits for it.
        func wanted(_ deploy: Deploy, _ sleep: WantedSleep? = nil) -> WantedFormation? {
            deploy.types.map {
                WantedFormation(app: app, deploy: deploy.id, processes: $0, formation: formation, orders: orders, sleep: sleep)
            }
        }
        self.init(
            app: app,
            current: current.flatMap { wanted($0, sleep) },
            former: former,
            candidates: unsettled.filter(\.state.hasCandidates).compactMap { wanted($0) },
            serving: serving,
            sleep: sleep,
            firstDeploy: firstDeploy
        )
    }

    /// `web=0`, so that the router says H14; nil release says H81.
    package var wantsWeb: Bool { current?.quantities["web"] != nil }
    /// Its web dynos are to start when a request comes.
    package var isAsleep: Bool { wantsWeb && sleep?.isAsleep == true }
}
