import Model

/// A failure in JSON: `{"error":{"code":…,"hint":…,"message":…}}`.
struct ErrorPayload: Encodable {
    struct Body: Encodable {
        let code: Failure.Code
        let message: String
        let hint: String?
        /// Left out where there is none.
        let detail: [String]?

        private enum Keys: String, CodingKey { case code, message, hint, detail }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(code, forKey: .code)
            try container.encode(message, forKey: .message)
            // A null rather than nothing: the three keys are always there.
            try container.encode(hint, forKey: .hint)
            try container.encodeIfPresent(detail, forKey: .detail)
        }
    }

    let error: Body

    init(_ failure: Failure) {
        error = Body(
            code: failure.code,
            message: failure.message,
            hint: failure.hint,
            detail: failure.detail.isEmpty ? nil : failure.detail
        )
    }
}
