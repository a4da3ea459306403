// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/models/problemlistmodel.h"
#include "console/views/models/tableproxy.h"
#include "console/views/place.h"
#include "console/views/viewparts.h"

#include <QListView>

namespace muster::console {

/// What needs attention as a list of two lines each, worst first.
class ProblemList : public QListView
{
    Q_OBJECT
public:
    ProblemList(const ViewParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] ProblemListModel &problems() { return m_model; }
    [[nodiscard]] int count() const { return m_proxy.rowCount(); }
    /// Leaves out what a banner above it says at length: that the node does not answer or watch.
    void hideWhatBannersSay();
    /// Selects the worst, unless something is selected.
    void selectFirst();
    /// As tall as its rows, up to a few of them: a part of a page.
    void setFitted();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void countChanged(int count);
    void subjectChanged(const muster::console::Subject &subject);
    void opened(const muster::console::Subject &subject);
    void systemOpened(const QString &name);

protected:
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] Subject subjectOf(const QModelIndex &index) const;
    void open(const QModelIndex &index);
    void recount();

    ProblemListModel m_model;
    TableProxy m_proxy;
    int m_maxRows = 0; ///< 0: as tall as there is room
};

} // namespace muster::console
