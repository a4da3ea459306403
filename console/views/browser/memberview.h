// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/browser/browserwork.h"
#include "console/views/browser/journalmodel.h"
#include "console/views/browser/loadedmember.h"
#include "console/views/viewparts.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace muster::console {

class Banner;
class EmptyState;
class FindBar;
class HexView;
class Label;
class TablePanel;
class TextView;

/// One member of a dump as what it is: text, journal, JSON, bytes. One can always look at the bytes.
class MemberView : public QWidget
{
    Q_OBJECT
public:
    explicit MemberView(const ViewParts &parts, QWidget *parent = nullptr);

    void showNothing();
    void showMissing(const QString &path, const QString &why);
    /// Loads it, and shows it when it is there. @param line to go to, from 0; -1: the first
    void showMember(const SharedDump &dump, qsizetype entry, qint64 line = -1);
    /// Opens the find bar, for what is shown.
    void find();
    void findNext(int direction); ///< 1 or -1; opens the bar when it is not there yet
    /// Marks what was searched for elsewhere.
    void setSearched(const QString &text, bool isRegularExpression, bool isCaseSensitive);

Q_SIGNALS:
    void archiveWanted(qsizetype entry); ///< it is an archive in itself, and shall be opened

private:
    enum Mode { Table, Formatted, Text, Raw };

    void buildBars();
    void take(const Result<LoadedMember> &loaded);
    void offerModes();
    void setMode(Mode mode);
    void goToLine(qint64 line);
    void showNotes();
    [[nodiscard]] QString kindText() const;

    const ViewParts m_parts;
    SharedDump m_dump;
    qsizetype m_entry = -1;
    qint64 m_line = -1;
    LoadedMember m_loaded;
    BrowserWork m_work;
    Label *m_title;
    Label *m_facts;
    QTabBar *m_modes;
    Banner *m_note;
    FindBar *m_find;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    TextView *m_text;
    HexView *m_hex;
    JournalModel m_journal;
    TablePanel *m_table;
};

} // namespace muster::console
