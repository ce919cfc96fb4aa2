using System.Net;
using System.Net.Http.Headers;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Server.Datasets.Downloads;

/// <summary>Fetches one file, going on where an earlier attempt ended, whether the line broke or the server was killed.</summary>
/// <param name="http">Follows few redirects, has no time-out of its own.</param>
/// <param name="options">How patient to be.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class FileDownload(HttpClient http, DatasetOptions options, TimeProvider time)
{
    /// <summary>Attempts in a row that bring nothing.</summary>
    private const int MaxFailures = 4;

    private const int BufferLength = 128 * 1024;

    /// <summary>Fetches a file into a folder, where it appears under its name when it is whole and its checksum is the published
    /// one.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="file">What it must be.</param>
    /// <param name="folder">An existing folder.</param>
    /// <param name="came">Told how many bytes are on disk.</param>
    /// <param name="stop">Ends it; what came is kept.</param>
    /// <exception cref="DownloadException">It cannot be had.</exception>
    public async Task Fetch(Uri address, DatasetFile file, string folder, Action<long> came, CancellationToken stop)
    {
        var finished = Path.Combine(folder, file.Name);
        if (File.Exists(finished))
            return;
        var partial = new PartialFile(finished + ".part");
        came(partial.Length);
        for (var failures = 0; partial.Length != file.Bytes;)
        {
            var before = partial.Length;
            try
            {
                await Continue(address, file, partial, came, stop);
            }
            catch (PassingException error)
            {
                failures = partial.Length > before ? 0 : failures + 1;
                if (failures == MaxFailures)
                    throw new DownloadException(
                        Sentence.Of(
                            $"{error.Message} after {MaxFailures} attempts at {partial.Length:N0} of {file.Bytes:N0} bytes; what came is "
                                + $"kept, and downloading again goes on from there."
                        ),
                        error
                    );
                await Task.Delay(options.RetryPause * Math.Pow(2, failures), time, stop);
            }
        }
        await Accept(file, partial, finished, address.Host);
    }

    private static async Task Accept(DatasetFile file, PartialFile partial, string finished, string host)
    {
        if (!await Task.Run(() => file.IsAt(partial.Path)))
        {
            partial.Delete();
            throw new DownloadException(
                $"{file.Name} from {host} is not the published file: its MD5 differs from {file.Md5}. It was deleted; downloading again "
                    + $"starts afresh."
            );
        }
        partial.Finish(finished);
    }

    private async Task Continue(Uri address, DatasetFile file, PartialFile partial, Action<long> came, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(options.Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (partial.Length > 0)
            {
                request.Headers.Range = new(partial.Length, null);
                request.Headers.IfRange = partial.Mark;
            }
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            await using var target = Open(answer, file, partial, address.Host);
            await using var body = await answer.Content.ReadAsStreamAsync(patience.Token);
            var buffer = new byte[BufferLength];
            for (var length = target.Length; ;)
            {
                patience.CancelAfter(options.Patience);
                var count = await Read(body, buffer, address.Host, patience.Token);
                if (count == 0)
                    break;
                length += count;
                if (length > file.Bytes)
                    throw Unlike(
                        partial,
                        Sentence.Of($"{file.Name} from {address.Host} goes on after the {file.Bytes:N0} bytes of the published file.")
                    );
                await Write(target, buffer.AsMemory(0, count), file);
                came(length);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new PassingException(Sentence.Of($"{address.Host} sent nothing for {options.Patience.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException error)
        {
            throw new PassingException(
                error.HttpRequestError switch
                {
                    HttpRequestError.NameResolutionError => $"{address.Host} was not found, is this machine on the network,",
                    HttpRequestError.SecureConnectionError => $"{address.Host} offered no secure connection that can be trusted",
                    HttpRequestError.ConnectionError => $"{address.Host} could not be reached",
                    _ => $"{address.Host} gave no answer that is understood",
                },
                error
            );
        }
        if (partial.Length < file.Bytes)
            throw new PassingException($"{address.Host} ended the file early");
    }

    /// <summary>The partial file, at the place where the answer's body belongs.</summary>
    private static FileStream Open(HttpResponseMessage answer, DatasetFile file, PartialFile partial, string host)
    {
        switch (answer.StatusCode)
        {
            case HttpStatusCode.PartialContent when Fits(answer.Content.Headers.ContentRange, file, partial):
                return partial.Append();
            case HttpStatusCode.OK when answer.Content.Headers.ContentLength is { } length && length != file.Bytes:
                throw Unlike(
                    partial,
                    Sentence.Of($"{host} offers {file.Name} with {length:N0} bytes; the published file has " + $"{file.Bytes:N0}.")
                );
            case HttpStatusCode.OK:
                return partial.Restart(answer);
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                // What came belongs to another version: begin again.
                partial.Delete();
                throw new PassingException($"{host} offers another version of {file.Name}");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new PassingException(Sentence.Of($"{host} answered {(int)answer.StatusCode} for {file.Name}"));
            case >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest:
                throw new DownloadException($"{host} leads from one address to another for {file.Name}, and was not followed further.");
            default:
                throw new DownloadException(
                    Sentence.Of($"{host} answered {(int)answer.StatusCode} {answer.ReasonPhrase} for " + $"{file.Name}.")
                );
        }
    }

    private static bool Fits(ContentRangeHeaderValue? range, DatasetFile file, PartialFile partial) =>
        range?.From == partial.Length && (range.Length ?? file.Bytes) == file.Bytes;

    private static DownloadException Unlike(PartialFile partial, string sentence)
    {
        partial.Delete();
        return new(sentence);
    }

    private static async Task<int> Read(Stream body, byte[] buffer, string host, CancellationToken stop)
    {
        try
        {
            return await body.ReadAsync(buffer, stop);
        }
        catch (IOException error)
        {
            throw new PassingException($"The connection to {host} broke", error);
        }
    }

    private static async Task Write(FileStream target, ReadOnlyMemory<byte> bytes, DatasetFile file)
    {
        try
        {
            await target.WriteAsync(bytes);
        }
        catch (IOException error)
        {
            throw new DownloadException(DiskFault.Sentence(error, file.Name, Path.GetDirectoryName(target.Name)!), error);
        }
    }

    /// <summary>What may be gone at the next attempt; the message lacks its end.</summary>
    private sealed class PassingException(string message, Exception? cause = null) : Exception(message, cause);
}
