using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Datasets;
using WebLab.Server.Accounts;
using WebLab.Server.Background;
using WebLab.Server.Storage;

namespace WebLab.Server.Datasets.Uploads;

/// <summary>The uploads that are under way or wait to be imported. What lies a day without being touched is thrown away.</summary>
internal sealed class UploadStore : GuardedLoop
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Upload> _uploads = new();
    private readonly Lock _gate = new();
    private readonly StoreFolder _store;
    private readonly DiskRoom _room;
    private readonly UploadOptions _options;

    public UploadStore(StoreFolder store, DiskRoom room, IOptions<UploadOptions> options, TimeProvider time, ILogger<UploadStore> logger)
        : base("clearing old uploads away", time, logger)
    {
        (_store, _room, _options) = (store, room, options.Value);
        foreach (var folder in Directory.EnumerateDirectories(store.Uploads))
        {
            if (Upload.Find(folder) is { } upload)
                _uploads[upload.Record.Id] = upload;
            else
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One's own, newest first; an administrator has no need of others' half-sent files.</summary>
    public IReadOnlyList<UploadInfo> Of(Caller caller) =>
        [
            .. _uploads
                .Values.Where(upload => upload.Record.OwnerId == caller.Id)
                .OrderByDescending(upload => upload.Record.CreatedAt)
                .Select(Info),
        ];

    /// <summary>The upload of that id, where it is the caller's.</summary>
    public Upload? Find(Guid id, Caller caller) =>
        _uploads.GetValueOrDefault(id) is { } upload && (upload.Record.OwnerId == caller.Id || caller.Role == Role.Admin) ? upload : null;

    public UploadInfo Info(Upload upload) => upload.Info(_options.KeptFor);

    /// <summary>Begins an upload, or goes on with one of the same files.</summary>
    /// <returns>The upload and whether it is new; or why not, with the answer's status.</returns>
    public (Upload? Upload, bool IsNew, int Status, string? Refusal) Begin(UploadRequest request, Caller caller)
    {
        lock (_gate)
        {
            var own = _uploads.Values.Where(upload => upload.Record.OwnerId == caller.Id).ToList();
            if (
                own.FirstOrDefault(upload => upload.Record.Name == request.Name && upload.Record.Files.SequenceEqual(request.Files)) is
                { } same
            )
                return (same, false, 200, null);
            if (own.Count >= _options.AtATime)
                return (
                    null,
                    false,
                    429,
                    $"A person has at most {_options.AtATime} uploads at a time; import or cancel one of yours first."
                );
            var size = request.Files.Sum(file => (decimal)file.Size);
            var before = own.Sum(upload => (decimal)upload.Size);
            if (size + before > _options.BytesAPerson)
                return (
                    null,
                    false,
                    413,
                    $"A person's uploads may have {DiskSpace.Text(_options.BytesAPerson)} together; with {Sentence.Shorten(request.Name)} "
                        + $"they would have {DiskSpace.Text((long)Math.Min(long.MaxValue, size + before))}."
                );
            var promised = _uploads.Values.Sum(upload => upload.Size - upload.Received);
            var free = Math.Max(0, _room.Free - _room.Margin - promised);
            if (size > free)
                return (
                    null,
                    false,
                    507,
                    $"{Sentence.Shorten(request.Name)} has {DiskSpace.Text((long)size)}; the store has room for {DiskSpace.Text(free)} "
                        + "more."
                );
            var now = Time.GetUtcNow();
            var record = new UploadRecord
            {
                Id = Guid.CreateVersion7(now),
                OwnerId = caller.Id,
                Name = request.Name,
                Files = request.Files,
                CreatedAt = now,
            };
            return (_uploads[record.Id] = Upload.Begin(_store.Uploads, record), true, 201, null);
        }
    }

    /// <summary>The files or the folder of an upload that came whole; null where it is gone.</summary>
    public IReadOnlyList<string>? ContentOf(Guid id) => _uploads.GetValueOrDefault(id) is { IsWhole: true } upload ? upload.Content : null;

    /// <summary>Takes it out of the list; whoever takes it deletes its files.</summary>
    public Upload? Take(Guid id) => _uploads.TryRemove(id, out var upload) ? upload : null;

    public Task Delete(Upload upload) => Take(upload.Record.Id)?.Delete() ?? Task.CompletedTask;

    protected override async Task Turn(CancellationToken stop)
    {
        var old = Time.GetUtcNow() - _options.KeptFor;
        foreach (var upload in _uploads.Values.Where(upload => upload.Touched < old))
            await Delete(upload);
        await Task.Delay(Interval, Time, stop);
    }
}
