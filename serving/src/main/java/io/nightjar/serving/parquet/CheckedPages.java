package io.nightjar.serving.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/**
 * The pages of a row group, of which none says that it holds more than it can: Parquet makes room
 * for as many entries as the header of a dictionary has, whatever comes after it.
 */
final class CheckedPages implements PageReadStore {
  /** A number of 32 bits, or the length of a text. */
  private static final int LEAST_ENTRY_BYTES = 4;

  private final String path;
  private final PageReadStore pages;

  CheckedPages(String path, PageReadStore pages) {
    this.path = path;
    this.pages = pages;
  }

  @Override
  public PageReader getPageReader(ColumnDescriptor column) {
    return new Checked(column, pages.getPageReader(column));
  }

  @Override
  public long getRowCount() {
    return pages.getRowCount();
  }

  @Override
  public Optional<Long> getRowIndexOffset() {
    return pages.getRowIndexOffset();
  }

  private final class Checked implements PageReader {
    private final ColumnDescriptor column;
    private final PageReader reader;

    Checked(ColumnDescriptor column, PageReader reader) {
      this.column = column;
      this.reader = reader;
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      DictionaryPage page = reader.readDictionaryPage();
      if (page != null) {
        long entries = page.getDictionarySize();
        if (entries < 0 || entries * LEAST_ENTRY_BYTES > page.getBytes().size()) {
          throw new ModelFormatException(
              path,
              "is damaged: the dictionary of column %s has %d bytes for %d entries"
                  .formatted(String.join(".", column.getPath()), page.getBytes().size(), entries));
        }
      }
      return page;
    }

    @Override
    public long getTotalValueCount() {
      return reader.getTotalValueCount();
    }

    @Override
    public DataPage readPage() {
      return reader.readPage();
    }
  }
}
