using System.IO.Compression;
using WebLab.Contracts;
using WebLab.Data;
using WebLab.Data.Datasets;

namespace WebLab.Training.Import.Sources;

/// <summary>The files of a zip archive, read where they lie. What its directory says is checked before anything is unpacked.</summary>
internal static class ZipSource
{
    private const int TypeMask = 0xF000,
        PlainFile = 0x8000,
        Folder = 0x4000;
    private const long MaxRatio = 200,
        FreeBytes = 64_000_000;

    public static void Add(SourceTree tree, Stream file, string prefix, string title)
    {
        try
        {
            var archive = tree.Keep(new ZipArchive(file, ZipArchiveMode.Read));
            long packed = 0,
                unpacked = 0;
            foreach (var entry in archive.Entries)
            {
                var path = prefix + Archives.Inside(entry.FullName, title);
                var type = (entry.ExternalAttributes >> 16) & TypeMask;
                if (type is not (0 or PlainFile or Folder))
                    throw new DatasetException(
                        $"{title} has a link or a device in it, {SourceEntry.Visible(entry.FullName)}: only plain files are imported."
                    );
                if (path.EndsWith('/'))
                {
                    tree.Count(path);
                    continue;
                }
                if (entry.IsEncrypted)
                    throw new DatasetException($"{title} is encrypted: pack it without a password.");
                packed += entry.CompressedLength;
                unpacked += entry.Length;
                // Entries that lie over each other make a small archive unpack to anything.
                if (packed > file.Length || (unpacked > FreeBytes && unpacked > MaxRatio * file.Length))
                    throw new DatasetException(
                        Sentence.Of(
                            $"{title} announces {unpacked:N0} bytes and more from its {file.Length:N0}, which no honest archive does."
                        )
                    );
                var isGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
                tree.Add(new ZippedEntry(archive, entry, isGzip ? path[..^3] : path, title, isGzip));
            }
        }
        catch (InvalidDataException error)
        {
            throw new DatasetException($"{title} is not a whole zip archive: {error.Message}", error);
        }
    }

    /// <summary>An archive is read by one thread at a time.</summary>
    private sealed class ZippedEntry(ZipArchive archive, ZipArchiveEntry entry, string path, string title, bool isGzip)
        : SourceEntry(path, title, entry.Length, isGzip)
    {
        public override Stream OpenSeekable(long most) => IsGzip ? base.OpenSeekable(most) : Open(most);

        protected override Stream Raw()
        {
            var spool = Length <= 1 << 24 ? (Stream)new MemoryStream() : TemporarySpool.Create();
            lock (archive)
                Copy(spool);
            spool.Position = 0;
            return spool;
        }

        protected override byte[] Bytes(int count)
        {
            lock (archive)
            {
                var bytes = new MemoryStream(count);
                Copy(bytes);
                return bytes.GetBuffer().Length == count ? bytes.GetBuffer() : bytes.ToArray();
            }
        }

        // The directory may say anything of length and checksum; what comes out must be that.
        private void Copy(Stream target)
        {
            try
            {
                using var content = entry.Open();
                var buffer = new byte[1 << 16];
                var (count, checksum) = (0L, 0u);
                while (content.Read(buffer) is > 0 and var read)
                {
                    count += read;
                    if (count > Length)
                        throw Refuse(Sentence.Of($"is longer than the {Length:N0} bytes that the archive announces."));
                    checksum = Crc32.Of(buffer.AsSpan(0, read), checksum);
                    target.Write(buffer, 0, read);
                }
                if (count != Length || checksum != entry.Crc32)
                    throw Refuse("is not whole: its length or checksum is not what the archive announces.");
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                throw Refuse($"could not be unpacked: {error.Message}", error);
            }
        }
    }
}
