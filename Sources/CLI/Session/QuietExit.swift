/// The command has said all there is to say; only its status is left.
struct QuietExit: Error {
    let status: Int32
}
