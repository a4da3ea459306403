// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/browser/browserwork.h"
#include "console/views/browser/comparisonmodel.h"
#include "console/views/viewparts.h"

#include <QWidget>

class QCheckBox;
class QStackedWidget;

namespace muster::console {

class EmptyState;
class Label;
class TablePanel;
class TextView;

/// Two dumps member by member, and below them how the lines of the selected one differ.
class CompareView : public QWidget
{
    Q_OBJECT
public:
    /// Begins to compare at once.
    CompareView(const ViewParts &parts, const SharedDump &left, const SharedDump &right,
                QWidget *parent = nullptr);

    [[nodiscard]] bool isComparing() const { return m_work.isRunning(); }
    [[nodiscard]] ComparisonModel &model() { return m_model; }

private:
    void buildLayout();
    void take(const Result<QList<ComparedMember>> &members);
    void showDifference(const QModelIndex &row);
    void takeDifference(const Result<TextDifference> &difference);

    const ViewParts m_parts;
    const SharedDump m_left;
    const SharedDump m_right;
    ComparisonModel m_model;
    BrowserWork m_work;
    BrowserWork m_lineWork;
    Label *m_summary;
    QCheckBox *m_isWithSame;
    TablePanel *m_table;
    QStackedWidget *m_below;
    EmptyState *m_empty;
    TextView *m_lines;
};

} // namespace muster::console
