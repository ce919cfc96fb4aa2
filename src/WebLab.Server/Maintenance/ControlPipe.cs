using System.IO.Pipes;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Background;
using WebLab.Server.Storage;

namespace WebLab.Server.Maintenance;

/// <summary>
/// The way in for commands on this machine while the server has the store open: a pipe that only processes of the same user may open, one
/// line of JSON each way. It needs no address, no port and no token.
/// </summary>
internal sealed class ControlPipe(LabDatabase database, StoreFolder store, TimeProvider time, ILogger<ControlPipe> logger)
    : GuardedLoop("hearing commands", time, logger)
{
    /// <summary>A command writes its question as soon as it is connected; one that says nothing must not keep the others out, which wait
    /// for 5 s.</summary>
    private static readonly TimeSpan PatienceWithQuestion = TimeSpan.FromSeconds(2);

    private NamedPipeServerStream? _next;

    /// <summary>What a Unix socket's path may have, less some.</summary>
    private const int LongestPath = 100;

    public static string NameOf(StoreFolder store) => NameOf(store.Root);

    public static string NameOf(string root)
    {
        var path = Path.Combine(root, StoreFolder.ControlSocket);
        return !OperatingSystem.IsWindows() && Encoding.UTF8.GetByteCount(path) <= LongestPath
            ? path
            : $"weblab-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16]}";
    }

    /// <summary>Asks the server that has a store open.</summary>
    /// <exception cref="MaintenanceException">It does not answer.</exception>
    public static async Task<ControlAnswer> Send(string root, ControlQuestion question)
    {
        await using var pipe = new NamedPipeClientStream(
            ".",
            NameOf(root),
            PipeDirection.InOut,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        try
        {
            await pipe.ConnectAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
            await WriteLine(pipe, question, CancellationToken.None);
            return await ReadLine<ControlAnswer>(pipe, CancellationToken.None) ?? throw new IOException("it closed the connection");
        }
        catch (Exception error) when (error is TimeoutException or IOException or UnauthorizedAccessException or JsonException)
        {
            throw new MaintenanceException(
                $"The server that has the store {root} open does not answer ({error.Message.TrimEnd('.')}): run the command as the same "
                    + $"user, or stop the server first.",
                error
            );
        }
    }

    public override void Dispose()
    {
        _next?.Dispose();
        base.Dispose();
    }

    protected override async Task Turn(CancellationToken stop)
    {
        await using var pipe = _next ?? Open();
        _next = null;
        await pipe.WaitForConnectionAsync(stop);
        // Before this one is closed: with the last of them go those who wait to be heard.
        _next = Open();
        await Serve(pipe, stop);
    }

    private NamedPipeServerStream Open() =>
        new(NameOf(store), PipeDirection.InOut, 2, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    private async Task Serve(NamedPipeServerStream pipe, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(PatienceWithQuestion);
        try
        {
            if (await ReadLine<ControlQuestion>(pipe, patience.Token) is { } question)
                await WriteLine(pipe, await Answer(question), stop);
        }
        catch (Exception error)
            when (error is IOException or JsonException or UnauthorizedAccessException
                || (error is OperationCanceledException && !stop.IsCancellationRequested)
            )
        {
            Logger.LogDebug(error, "A command went away, or said nothing.");
        }
    }

    private async Task<ControlAnswer> Answer(ControlQuestion question)
    {
        try
        {
            if (question.BackupTo is { } file)
                return new(null, await new StoreBackup(store, database.CopyTo, Time).Write(file));
            if (question.Compacts)
            {
                await database.Compact(inAnyCase: true);
                return new(null, Bytes: database.FileBytes);
            }
            return new(null, Findings: await Task.Run(() => new DatabaseDoctor(database.Collections(), database.Read, store).Check()));
        }
        catch (MaintenanceException problem)
        {
            return new(problem.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Logger.LogError(error, "A command could not be done.");
            return new($"The server could not do it: {error.Message}");
        }
    }

    private static async Task WriteLine<T>(Stream pipe, T value, CancellationToken stop)
    {
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value, LabJson.Options) + "\n"), stop);
        await pipe.FlushAsync(stop);
    }

    private static async Task<T?> ReadLine<T>(Stream pipe, CancellationToken stop)
    {
        using var reader = new StreamReader(pipe, leaveOpen: true);
        return await reader.ReadLineAsync(stop) is { } line ? JsonSerializer.Deserialize<T>(line, LabJson.Options) : default;
    }
}
