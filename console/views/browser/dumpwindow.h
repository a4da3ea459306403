// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/dumparchive.h"
#include "console/views/viewparts.h"

#include <QWidget>

#include <functional>

class QMenu;
class QMimeData;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace muster::console {

class DumpView;
class SearchPanel;

/// The window in which dumps that are on this machine are looked into: a tab for each, and one for each
/// comparison.
class DumpWindow : public QWidget
{
    Q_OBJECT
public:
    explicit DumpWindow(const ViewParts &parts, QWidget *parent = nullptr);
    ~DumpWindow() override;

    /// A file or folder; where it is open already, its tab.
    void openFile(const QString &path);
    void openFiles(const QStringList &paths);
    void chooseFiles();
    void showSearch();
    void compare(const SharedDump &left, const SharedDump &right);
    void extract();
    [[nodiscard]] SearchPanel &search() { return *m_search; }
    [[nodiscard]] DumpView *currentDump() const; ///< null when none is shown
    [[nodiscard]] QTabWidget &tabs() { return *m_tabs; }

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void buildShortcuts();
    int addTab(QWidget *view, const QString &title); ///< and shows it
    void closeTab(QWidget *view);
    /// The tab of that path; made, and read by that, when there is none.
    void openTab(const QString &path, const std::function<Result<SharedDump>(const WorkWatch &)> &open);
    void openMember(const SharedDump &outer, qsizetype entry);
    void showState();
    void fillCompareMenu();
    void showHit(const SharedDump &dump, qsizetype entry, qint64 line);
    [[nodiscard]] QList<DumpView *> dumps() const;

    const ViewParts m_parts;
    QPushButton *m_extract;
    QPushButton *m_compare;
    QPushButton *m_find;
    QMenu *m_compareMenu;
    QTabWidget *m_tabs;
    QStackedWidget *m_stack;
    SearchPanel *m_search;
};

/// The paths of files that are dragged; empty when there is something else.
[[nodiscard]] QStringList draggedFiles(const QMimeData &data);

} // namespace muster::console
