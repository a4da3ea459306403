// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/extract.h"
#include "console/views/browser/browserwork.h"
#include "console/views/dialogs/sheet.h"

class QCheckBox;
class QLineEdit;
class QProgressBar;

namespace muster::console {

class Label;
class LineView;

/// Extracts members of a dump to a folder, and says what came of it.
class ExtractSheet : public Sheet
{
    Q_OBJECT
public:
    /// @param entries numbers of those to extract; empty: all
    ExtractSheet(const ViewParts &parts, const SharedDump &dump, const QList<qsizetype> &entries,
                 QWidget *parent);

    void setFolder(const QString &folder);
    void run();
    [[nodiscard]] QString outcomeText() const;

private:
    void buildContent();
    void choose();
    void take(const Result<ExtractReport> &report);
    void showState();

    const SharedDump m_dump;
    QList<qsizetype> m_entries;
    BrowserWork m_work;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    QCheckBox *m_mayOverwrite;
    QProgressBar *m_progress;
    Label *m_outcome;
    LineView *m_leftOut;
    QPushButton *m_close;
    QPushButton *m_do;
    bool m_isDone = false;
};

} // namespace muster::console
