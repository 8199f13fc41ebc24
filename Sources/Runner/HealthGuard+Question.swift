import Model

extension HealthGuard {
    /// One check of one dyno.
    struct Question {
        enum Kind {
            case page(SteadyCheck)
            case other(HealthCheck)
        }

        /// No other has it.
        let name: String
        let kind: Kind
        let spec: DynoSpec
        let endpoint: DynoEndpoint

        var timing: (wait: Int, attempts: Int) {
            switch kind {
            case .page(let check): (check.waitSeconds, check.attempts)
            case .other(let check): (check.waitSeconds, check.attempts)
            }
        }

        static func of(_ dyno: FleetState.Dyno) -> [Question] {
            guard dyno.spec.steady != nil || dyno.spec.checks != nil, let endpoint = dyno.endpoint else { return [] }
            let kinds = [dyno.spec.steady].compactMap { $0.map(Kind.page) } + (dyno.spec.checks?.liveness ?? []).map(Kind.other)
            return kinds.enumerated().map { Question(name: "\(dyno.spec.id)#\($0)", kind: $1, spec: dyno.spec, endpoint: endpoint) }
        }
    }
}
