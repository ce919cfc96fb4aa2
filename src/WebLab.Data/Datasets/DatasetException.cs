namespace WebLab.Data.Datasets;

/// <summary>A data set cannot be read: the message is one sentence that names the file, what was found and what is expected.</summary>
/// <param name="message">That sentence.</param>
/// <param name="cause">What the file system said, if it did.</param>
public class DatasetException(string message, Exception? cause = null) : Exception(message, cause);
