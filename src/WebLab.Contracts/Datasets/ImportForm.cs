namespace WebLab.Contracts.Datasets;

/// <summary>The forms that sources come in. The names are stored.</summary>
public enum ImportForm
{
    /// <summary>Images in a folder for each class, with or without folders for training and test.</summary>
    ImageFolders,

    /// <summary>A table of file names and labels beside a folder of images.</summary>
    ImageTable,

    /// <summary>A text table of features with a column of labels.</summary>
    Table,

    /// <summary>NumPy arrays of images or features and of labels.</summary>
    Arrays,

    /// <summary>IDX files, the form of MNIST.</summary>
    Idx,

    /// <summary>CIFAR-10 or CIFAR-100 in the binary version.</summary>
    CifarBinary,

    /// <summary>CIFAR-10 or CIFAR-100 as Python pickles.</summary>
    CifarPython,

    /// <summary>Parquet files of features, or of images' bytes, with a column of labels.</summary>
    Parquet,
}

/// <summary>The forms' names on the screen.</summary>
public static class ImportFormTitles
{
    /// <summary>What a person calls it.</summary>
    /// <param name="form">A form that there is.</param>
    public static string Title(this ImportForm form) =>
        form switch
        {
            ImportForm.ImageFolders => "images in folders",
            ImportForm.ImageTable => "a table beside images",
            ImportForm.Table => "a table of features",
            ImportForm.Arrays => "NumPy arrays",
            ImportForm.Idx => "IDX files",
            ImportForm.CifarBinary => "CIFAR, binary",
            ImportForm.CifarPython => "CIFAR, Python",
            ImportForm.Parquet => "Parquet",
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "There is no such form."),
        };
}
