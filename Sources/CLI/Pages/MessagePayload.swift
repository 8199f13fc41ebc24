/// An answer that is a sentence, in JSON.
struct MessagePayload: Encodable {
    let message: String
}
