using System.CommandLine;
using System.Diagnostics;
using WebLab.Server.Workers;

namespace WebLab.Bench.Workers;

/// <summary>
/// A process that does nothing. The server takes an active run for dead unless a process of its worker's id lives, and ends that process
/// with the run; the workers that this bench plays name this one. It ends when its standard input does, so that it never outlives the
/// bench.
/// </summary>
internal sealed class StandIn : IDisposable
{
    private const string Word = "stand-in";
    private readonly Process _process;

    public StandIn()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StandIn).Assembly.Location, Word])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        // It is up when it has said so.
        _process.StandardOutput.ReadLine();
        Handle = LocalWorker.HandleOf(_process);
    }

    /// <summary>What the server finds it by.</summary>
    public string Handle { get; }

    public static Command Create()
    {
        var command = new Command(Word, "Waits for the end of its standard input.") { Hidden = true };
        command.SetAction(_ =>
        {
            Console.WriteLine(Word);
            Console.In.ReadToEnd();
        });
        return command;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
