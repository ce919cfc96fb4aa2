using WebLab.Data.Datasets;

namespace WebLab.Training.Import;

/// <summary>Sources cannot be read as they are understood, and a person can say otherwise.</summary>
/// <param name="choice">The choice that it is about, by the name of the choices' member in camel case.</param>
/// <param name="sentence">It, in words for page and command line alike.</param>
internal sealed class ImportChoiceException(string choice, string sentence) : DatasetException(sentence)
{
    public string Choice => choice;
}
