/// What a deadline belongs to, by its index.
enum TimerOwner {
    case connection(Int32)
    case exchange(Int32)
}
