import { Component, type ReactNode } from 'react';

type ErrorBoundaryProps = { words: string; again: string; children: ReactNode };

/** Shows that a page broke instead of an empty one; the frame around it goes on working. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) {
      return this.props.children;
    }
    return (
      <div className="page state" role="alert">
        <p>{this.props.words}</p>
        <button type="button" className="button" onClick={() => this.setState({ hasFailed: false })}>
          {this.props.again}
        </button>
      </div>
    );
  }
}
