// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/tableproxy.h"
#include "console/views/theme/marks.h"
#include "console/views/viewparts.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemView;
class QGridLayout;
class QHBoxLayout;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace muster::console {

class EmptyState;
class Label;
class TableView;

/// A table with all that belongs to one: filter as one types, columns, copy, and in its place words when
/// there is nothing to show.
class TablePanel : public QWidget
{
    Q_OBJECT
public:
    /// @param name under which columns are remembered; the object's name
    TablePanel(const ViewParts &parts, const QString &name, QAbstractItemModel &model,
               QWidget *parent = nullptr);

    [[nodiscard]] TableView &view() { return *m_view; }
    [[nodiscard]] TableProxy &proxy() { return m_proxy; }
    [[nodiscard]] QLineEdit &filter() { return *m_filter; }

    /// What is said when the model has no rows. @param action text of a button, none when empty
    void setEmptyText(Mark mark, const QString &title, const QString &detail, const QString &action = {});
    void addTool(QWidget *tool); ///< right of the filter
    void setBarVisible(bool isVisible);
    /// Another way to show the same rows in the table's place; taken over.
    void setOtherView(QAbstractItemView *view);
    void showOtherView(bool isShown);
    void selectFirst(); ///< unless something is selected

Q_SIGNALS:
    void emptyActionWanted();
    void currentChanged(const QModelIndex &source); ///< invalid when nothing is current
    void activated(const QModelIndex &source); ///< by double click or Enter

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void showWhatThereIs();
    void recount();

    const ViewParts m_parts;
    TableProxy m_proxy;
    QLineEdit *m_filter;
    QGridLayout *m_grid;
    QWidget *m_toolBox;
    QHBoxLayout *m_tools;
    QWidget *m_lastTool; ///< after it the Tab key goes on to the buttons at the right
    bool m_isNarrow = false;
    Label *m_count;
    QTimer m_recount; ///< once for many changes
    QWidget *m_bar;
    TableView *m_view;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QAbstractItemView *m_otherView = nullptr;
    bool m_isOtherShown = false;
    Mark m_emptyMark = Mark::Unknown;
    QString m_emptyTitle;
    QString m_emptyDetail;
    QString m_emptyAction;
};

} // namespace muster::console
