namespace WebLab.Training.Commands;

/// <summary>Ctrl+C while a command works. Who presses it again, or as the command ends, ends nothing twice.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();

    public Interruption() => Console.CancelKeyPress += Pressed;

    public CancellationToken Token => _asked.Token;

    public void Ask()
    {
        try
        {
            _asked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended.
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= Pressed;
        _asked.Dispose();
    }

    private void Pressed(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        Ask();
    }
}
