namespace WebLab.Server.Storage;

/// <summary>
/// Room that is kept for what must get through on a full disk: a log-out, a revoked token, a log-in, their lines in the audit trail. It is
/// a file that is deleted when one of them finds no room, and written again when there is some.
/// </summary>
internal sealed class StoreReserve(string root)
{
    /// <summary>Hundreds of such writes; the log, which takes about 40 kB for each, is emptied every megabyte meanwhile.</summary>
    private const int Blocks = 64,
        BlockSize = 1 << 16;

    private readonly string _path = Path.Combine(root, StoreFolder.ReserveFile);

    private volatile bool _isReleased;

    /// <summary>Whether it had to be given up since it was last there.</summary>
    public bool IsReleased => _isReleased;

    public void Release()
    {
        _isReleased = true;
        File.Delete(_path);
    }

    /// <summary>Takes the room, if it is there to be had.</summary>
    public void Make()
    {
        if (File.Exists(_path))
            return;
        var unfinished = _path + ".part";
        try
        {
            // Written, not set to a length: that would take no room.
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                var block = new byte[BlockSize];
                for (var i = 0; i < Blocks; i++)
                    file.Write(block);
            }
            File.Move(unfinished, _path, overwrite: true);
            _isReleased = false;
        }
        catch (IOException)
        {
            File.Delete(unfinished);
        }
    }
}
