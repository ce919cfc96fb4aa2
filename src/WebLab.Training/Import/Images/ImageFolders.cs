using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import.Sources;
using WebLab.Training.Import.Tables;

namespace WebLab.Training.Import.Images;

/// <summary>Images in a folder for each class, as torchvision's ImageFolder has them, with or without folders for training and
/// test.</summary>
internal static class ImageFolders
{
    private static readonly HashSet<string> Extensions = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".gif"];

    public static bool IsImage(SourceEntry entry) => Extensions.Contains(entry.Extension);

    /// <exception cref="DatasetException">The images are in no folders of classes.</exception>
    public static ImageExamples Read(SourceTree tree, ImportChoices choices)
    {
        SourceEntry[] files = [.. tree.Entries.Where(IsImage)];
        if (files.Length == 0)
            throw new DatasetException($"{tree.Title} has no images: PNG, JPEG, WebP, BMP and GIF are read.");
        var root = CommonRoot(files);
        var paths = Array.ConvertAll(files, file => file.Path[root..].Split('/'));
        var splits = SplitFolders.Of(paths);
        var images = new List<LabelledImage>();
        var loose = 0;
        string? deep = null;
        for (var i = 0; i < files.Length; i++)
        {
            var (split, inner) = splits.Take(paths[i]);
            if (inner.Length < 2)
                loose++;
            else
            {
                images.Add(new(files[i], inner.Span[0], split));
                deep ??= inner.Length > 2 ? $"{inner.Span[1]} in {inner.Span[0]}" : null;
            }
        }
        if (images.Count == 0)
            throw new DatasetException(
                $"{tree.Title} has {Sentence.Of($"{files.Length:N0}")} images, but in no folders of classes: "
                    + "put each class into a folder of its name, or add a table of file names and labels."
            );
        if (tree.Entries.FirstOrDefault(TableForm.IsTable) is { } table && images.DistinctBy(image => image.Class).Count() == 1)
            throw new ImportChoiceException(
                "fileColumn",
                $"{tree.Title} has all images in one folder, {images[0].Class}, and no column of {table.Shown} names them: its cells "
                    + "should be their names or paths."
            );
        var examples = ImageExamples.Of(tree, images, choices, ImportForm.ImageFolders);
        examples.Understood.Insert(
            0,
            Sentence.Of($"{tree.Title} holds {images.Count:N0} images in folders of {examples.Classes.Count:N0} classes{splits.Words}.")
        );
        if (deep is not null)
            examples.Odd.Add(
                $"There are folders within those of the classes, for example {SourceEntry.Visible(deep)}, which say nothing of the class."
            );
        if (loose > 0)
            examples.Odd.Add(Sentence.Of($"{loose:N0} images are in no folder of a class and left out."));
        if (tree.Entries.Count - files.Length is > 0 and var others)
            examples.Odd.Add(
                Sentence.Of(
                    $"{others:N0} files are no images by their names and left out, for example "
                        + $"{tree.Entries.First(each => !IsImage(each)).Shown}."
                )
            );
        return examples;
    }

    /// <summary>Characters of the folders that all images are in.</summary>
    private static int CommonRoot(SourceEntry[] files)
    {
        var root = 0;
        while (files[0].Path.IndexOf('/', root) is >= 0 and var slash)
        {
            var common = files[0].Path[..(slash + 1)];
            // The one class of a folder is still its class, which is a better sentence than none.
            if (
                !files.All(file => file.Path.StartsWith(common, StringComparison.Ordinal))
                || files.All(file => file.Path.LastIndexOf('/') == slash)
            )
                return root;
            root = slash + 1;
        }
        return root;
    }
}

/// <summary>Images in folders.</summary>
internal sealed class ImageFolderReader : ImportReader
{
    public override ImportForm Form => ImportForm.ImageFolders;

    public override int Place => 70;

    public override IReadOnlyList<string> Choices => [.. OfImages, .. OfSplit];

    public override bool Knows(SourceTree tree) => tree.Entries.Any(ImageFolders.IsImage);

    public override ExampleSource Read(SourceTree tree, ImportChoices choices, bool isPreview) => ImageFolders.Read(tree, choices);
}
