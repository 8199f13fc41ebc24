defmodule Shop.Server do
  @moduledoc "One answer to every request, by sockets of the system."

  def listen(port) do
    {:ok, listener} = :gen_tcp.listen(port, [:binary, packet: :http_bin, active: false, reuseaddr: true])
    accept(listener)
  end

  defp accept(listener) do
    {:ok, socket} = :gen_tcp.accept(listener)
    {:ok, answering} = Task.start(fn -> answer(socket) end)
    :gen_tcp.controlling_process(socket, answering)
    accept(listener)
  end

  defp answer(socket) do
    case :gen_tcp.recv(socket, 0) do
      {:ok, :http_eoh} ->
        body = "Hello from Elixir #{Enum.join(Enum.take(String.split(System.version(), "."), 2), ".")}\n"
        head = "HTTP/1.1 200 OK\r\nContent-Length: #{byte_size(body)}\r\nConnection: close\r\n\r\n"
        :gen_tcp.send(socket, head <> body)
        :gen_tcp.close(socket)

      {:ok, _line} ->
        answer(socket)

      {:error, _} ->
        :gen_tcp.close(socket)
    end
  end
end
