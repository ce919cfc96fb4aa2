namespace WebLab.Data.Labels;

/// <summary>A form in which given labels are published. One stands in a file of its own and is found by its type; it needs a constructor
/// without parameters.</summary>
internal interface ILabelForm
{
    /// <summary>When it is asked: the lesser first. One that is known by its first bytes comes before the others.</summary>
    int Place => 0;

    /// <summary>Reads a file.</summary>
    /// <param name="file">The file, unpacked.</param>
    /// <returns>Null for a file of another form.</returns>
    /// <exception cref="Datasets.DatasetException">It is of this form, and not what it should be.</exception>
    LabelTable? Read(LabelContent file);
}
