// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/browser/browserwork.h"
#include "console/views/browser/membertree.h"
#include "console/views/viewparts.h"

#include <QWidget>

#include <functional>

class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace muster::console {

class Banner;
class EmptyState;
class Label;
class MemberView;

/// One dump: what it is, its members at the left, the selected one at the right.
class DumpView : public QWidget
{
    Q_OBJECT
public:
    /// Begins to read it at once. @param open what reads it, on a worker thread
    using Open = std::function<Result<SharedDump>(const WorkWatch &)>;
    DumpView(const ViewParts &parts, const QString &path, const Open &open, QWidget *parent = nullptr);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const SharedDump &dump() const
    {
        return m_dump;
    } ///< null until it is read, or when it cannot be
    [[nodiscard]] MemberView &member() { return *m_member; }
    /// Numbers of the entries that are selected.
    [[nodiscard]] QList<qsizetype> selected() const;
    void show(qsizetype entry, qint64 line);
    void focusFilter();

Q_SIGNALS:
    void opened(); ///< it is read
    void archiveWanted(qsizetype entry); ///< a member that is an archive in itself shall be opened

private:
    void load();
    void buildContent(QWidget *content);
    void take(const Result<SharedDump> &opened);
    void showSummary();
    void showCurrent();

    const ViewParts m_parts;
    const QString m_path;
    const Open m_open;
    SharedDump m_dump;
    BrowserWork m_work;
    MemberTree m_tree;
    MemberFilter m_filter;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    Label *m_summary;
    Banner *m_note;
    QLineEdit *m_words;
    QTreeView *m_members;
    MemberView *m_member;
};

} // namespace muster::console
