using System.ComponentModel;
using System.Diagnostics;

namespace WebLab.Server.Clusters;

/// <summary>The server's own machine, where the cluster's commands are installed.</summary>
internal sealed class HereShell : IClusterShell
{
    public async Task<CommandAnswer> Run(
        string program,
        IReadOnlyList<string> arguments,
        TimeSpan patience,
        CancellationToken stop,
        Func<Stream, Task>? input = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        using var process = Begin(start);
        try
        {
            // All three, or a long complaint would fill its pipe and hold it up.
            var complaint = process.StandardError.ReadToEndAsync(limit.Token);
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            await Feed(process, input).WaitAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new(process.ExitCode, await output, await complaint);
        }
        catch (OperationCanceledException)
        {
            // Whether it hangs or nobody wants it any more: what it would still do is waited for by nobody.
            process.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            throw new ClusterException($"{Path.GetFileName(program)} did not answer within {patience.TotalSeconds:0} s.");
        }
    }

    public async Task Write(string path, Func<Stream, Task> content, CancellationToken stop)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(path, options);
            await content(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"{path} cannot be written: {error.Message}", inner: error);
        }
    }

    public async Task<byte[]?> Read(string path, long from, CancellationToken stop)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Seek(Math.Min(from, file.Length), SeekOrigin.Begin);
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"{path} cannot be read: {error.Message}", inner: error);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task Feed(Process process, Func<Stream, Task>? input)
    {
        var stream = process.StandardInput.BaseStream;
        try
        {
            if (input is not null)
                await input(stream);
        }
        catch (IOException)
        {
            // It did not read to the end, or was not given it: either way it says so.
        }
        process.StandardInput.Close();
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new ClusterException($"The command {start.FileName} is not on this machine or may not be run.", inner: error);
        }
    }
}
